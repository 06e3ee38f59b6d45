//! The lines that `okr git-setup` puts into a file of attributes, between two marks. All else in the
//! file stays byte for byte.

/// Stands above them.
const BEGIN: &str = "# okr git-setup: begin";
/// Stands below them.
const END: &str = "# okr git-setup: end";
/// What every line ends with.
const DRIVERS: &str = " diff=okr merge=okr";

/// The line for a pattern.
pub fn line(pattern: &str) -> String {
    format!("{pattern}{DRIVERS}")
}

/// `text` with these lines, and those of them that are new.
pub fn with(text: &str, lines: &[String]) -> (String, Vec<String>) {
    let Some((before, own, after)) = parts(text) else {
        let block = format!("{BEGIN}\n{}\n{END}", lines.join("\n"));
        // Where a last line has no end, this one gets none, so that it can be taken away again.
        let whole = match text.is_empty() || text.ends_with('\n') {
            true => format!("{text}{block}\n"),
            false => format!("{text}\n{block}"),
        };
        return (whole, lines.to_vec());
    };
    let new: Vec<String> = lines
        .iter()
        .filter(|line| !own.lines().any(|there| there == *line))
        .cloned()
        .collect();
    let added: String = new.iter().map(|line| format!("{line}\n")).collect();
    (format!("{before}{own}{added}{after}"), new)
}

/// `text` without such lines; those that went, and those between the marks that somebody else
/// wrote, which stay.
pub fn without(text: &str) -> (String, Vec<String>, Vec<String>) {
    let Some((before, own, after)) = parts(text) else {
        return (text.to_owned(), Vec::new(), Vec::new());
    };
    let own: Vec<&str> = own.lines().skip(1).collect();
    let (gone, kept): (Vec<&str>, Vec<&str>) =
        own.into_iter().partition(|line| line.ends_with(DRIVERS));
    let rest = after.strip_prefix(END).unwrap_or(after);
    let kept_lines: String = kept.iter().map(|line| format!("{line}\n")).collect();
    let whole = match (rest.strip_prefix('\n'), kept.is_empty()) {
        (Some(rest), _) => format!("{before}{kept_lines}{rest}"),
        (None, true) => before.strip_suffix('\n').unwrap_or(before).to_owned(),
        (None, false) => format!("{before}{kept_lines}{rest}"),
    };
    let owned = |lines: Vec<&str>| lines.into_iter().map(str::to_owned).collect();
    (whole, owned(gone), owned(kept))
}

/// What stands before the marks, from the first mark on, and from the last mark on.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let begin = line_start(text, BEGIN)?;
    let end = begin + line_start(text.get(begin..)?, END)?;
    Some((text.get(..begin)?, text.get(begin..end)?, text.get(end..)?))
}

/// Where the line begins that is `wanted`.
fn line_start(text: &str, wanted: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end_matches('\n') == wanted {
            return Some(start);
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out_byte_for_byte() {
        let lines = [line("/okrs/**/*.yaml"), line("*.okr.yaml")];
        for text in [
            "",
            "\n",
            "a b",
            "*.rs diff=rust\n",
            "a b\r\n\r\n# x",
            "a\r\n",
        ] {
            let (with_lines, new) = with(text, &lines);
            assert_eq!(new, lines);
            assert_eq!(with(&with_lines, &lines), (with_lines.clone(), Vec::new()));
            let (back, gone, kept) = without(&with_lines);
            assert_eq!((back.as_str(), gone.as_slice()), (text, &lines[..]));
            assert!(kept.is_empty());
        }
    }

    #[test]
    fn what_others_wrote_stays() {
        let (text, _) = with("a b\n", &[line("x")]);
        let text = text.replace(END, &format!("*.md diff=markdown\n{END}")) + "c d\n";
        let (more, new) = with(&text, &[line("x"), line("y")]);
        assert_eq!(new, [line("y")]);
        let (back, gone, kept) = without(&more);
        assert_eq!(back, "a b\n*.md diff=markdown\nc d\n");
        assert_eq!(gone, [line("x"), line("y")]);
        assert_eq!(kept, ["*.md diff=markdown"]);
        assert_eq!(without("a b\n").0, "a b\n");
    }
}
