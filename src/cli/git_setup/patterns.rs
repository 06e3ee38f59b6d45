//! The files of a tree as patterns of git's attributes.

/// Patterns, and what could not become one.
#[derive(Debug, PartialEq, Eq)]
pub struct Patterns {
    /// The patterns.
    pub patterns: Vec<String>,
    /// Globs that attributes have no words for.
    pub unsayable: Vec<String>,
}

/// Files that are read as OKRs wherever they lie.
const ANYWHERE: [&str; 4] = [
    "**/okrs/**/*.yaml",
    "**/okrs/**/*.yml",
    "*.okr.yaml",
    "*.okr.yml",
];

/// For a repository that nothing is known of.
pub fn anywhere() -> Patterns {
    Patterns {
        patterns: ANYWHERE.map(str::to_owned).to_vec(),
        unsayable: Vec::new(),
    }
}

/// For the tree in the folder `tree` of the repository, with the globs of its `include`. What
/// `exclude` names is left in: git asks only about files that changed, and what is no OKR is shown
/// as it is.
pub fn of_tree(tree: &str, among_code: bool, include: &[&str]) -> Patterns {
    if include.is_empty() && among_code {
        return anywhere();
    }
    let folder = escaped(tree);
    let below = |glob: &str| {
        let path = match folder.as_str() {
            "" => format!("/{glob}"),
            folder => format!("/{folder}/{glob}"),
        };
        quoted(&path)
    };
    let (unsayable, sayable): (Vec<&str>, Vec<&str>) =
        include.iter().partition(|glob| glob.contains(['{', '}']));
    let globs = match include.is_empty() {
        true => vec!["**/*.yaml".to_owned(), "**/*.yml".to_owned()],
        false => sayable.into_iter().flat_map(with_endings).collect(),
    };
    Patterns {
        patterns: globs.iter().map(|glob| below(glob)).collect(),
        unsayable: unsayable.into_iter().map(str::to_owned).collect(),
    }
}

/// A glob with the endings of files that are read: a folder stands for all that is in it.
fn with_endings(glob: &str) -> Vec<String> {
    let glob = glob.trim_start_matches("./").trim_end_matches('/');
    if glob.ends_with(".yaml") || glob.ends_with(".yml") {
        return vec![glob.to_owned()];
    }
    let files = match glob.strip_suffix("**") {
        Some(folder) => format!("{folder}**/*"),
        None => format!("{glob}/**/*"),
    };
    let mut globs = vec![format!("{files}.yaml"), format!("{files}.yml")];
    if glob.ends_with('*') && !glob.ends_with("**") {
        globs.extend([format!("{glob}.yaml"), format!("{glob}.yml")]);
    }
    globs
}

/// A folder's name as a pattern that means only that.
fn escaped(folder: &str) -> String {
    let mut escaped = String::with_capacity(folder.len());
    for c in folder.chars() {
        if matches!(c, '*' | '?' | '[' | ']' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A pattern as the first word of a line.
fn quoted(pattern: &str) -> String {
    let needs_quotes = |c: char| c.is_whitespace() || c.is_control() || c == '"';
    if !pattern.contains(needs_quotes) {
        return pattern.to_owned();
    }
    let mut quoted = String::from('"');
    for c in pattern.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_becomes_patterns() {
        for (tree, among_code, include, expected) in [
            (
                "okrs",
                false,
                &[][..],
                vec!["/okrs/**/*.yaml", "/okrs/**/*.yml"],
            ),
            ("", true, &[], ANYWHERE.to_vec()),
            ("", false, &[], vec!["/**/*.yaml", "/**/*.yml"]),
            (
                "my [okrs]",
                false,
                &["a.yaml"],
                vec!["\"/my \\\\[okrs\\\\]/a.yaml\""],
            ),
            (
                "",
                true,
                &["./plans/*.yaml", "goals/", "x/**", "y/*"],
                vec![
                    "/plans/*.yaml",
                    "/goals/**/*.yaml",
                    "/goals/**/*.yml",
                    "/x/**/*.yaml",
                    "/x/**/*.yml",
                    "/y/*/**/*.yaml",
                    "/y/*/**/*.yml",
                    "/y/*.yaml",
                    "/y/*.yml",
                ],
            ),
        ] {
            let patterns = of_tree(tree, among_code, include);
            assert_eq!(patterns.patterns, expected, "{tree} {include:?}");
            assert!(patterns.unsayable.is_empty());
        }
        let patterns = of_tree("okrs", false, &["{a,b}/*.yaml", "c.yml"]);
        assert_eq!(patterns.patterns, ["/okrs/c.yml"]);
        assert_eq!(patterns.unsayable, ["{a,b}/*.yaml"]);
    }
}
