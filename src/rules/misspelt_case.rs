//! `misspelt-case`: two names that differ in case alone.

use std::collections::HashMap;

use crate::finding::{FileId, Finding, Level};
use crate::rules::folders::{first_key, last_part};
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{File, Node};

/// The rule.
pub const RULE: Rule = Rule {
    name: "misspelt-case",
    group: Group::Structure,
    level: Level::Warning,
    summary: "Two ids or two paths differ in case alone",
    why: "On Linux `Growth` and `growth` are two folders; on most Macs and on Windows they are one, \
          and a checkout there loses files without a word. Ids that differ in case alone are two \
          things to the computer and one to the people who talk about them. Use one spelling, best \
          with small letters throughout.",
    bad: "\
#: teams/web/2026-Q1/growth.yaml
objective: Win the teams that try us
owner: web
#: teams/web/2026-Q1/new-markets.yaml
objective: Win teams in other countries
id: Growth
#   ^^^^^^ misspelt-case
owner: web
",
    good: "\
#: teams/web/2026-Q1/growth.yaml
objective: Win the teams that try us
owner: web
#: teams/web/2026-Q1/new-markets.yaml
objective: Win teams in other countries
owner: web
",
    source: "The default file systems of macOS and Windows do not tell case apart",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    paths(context, findings);
    ids(context, findings);
}

/// Compares the files and folders of each folder.
fn paths(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<(&str, String), (&str, FileId)> = HashMap::new();
    let mut known = std::collections::HashSet::new();
    for (id, file) in (0..).map(FileId).zip(&context.snapshot.files) {
        for path in parts(&file.path_in_tree).filter(|path| known.insert(*path)) {
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            let (first, other) = *seen
                .entry((folder, name.to_lowercase()))
                .or_insert((path, id));
            let other_file = context.snapshot.file(other);
            if let Some(other_file) = other_file.filter(|_| first != path) {
                findings.push(path_finding((id, file, path), (other, other_file, first)));
            }
        }
    }
}

/// A path and the folders above it.
fn parts(path: &str) -> impl Iterator<Item = &str> {
    std::iter::once(path).chain(crate::rules::folders::above(path))
}

fn path_finding(
    (id, file, path): (FileId, &File, &str),
    (other, other_file, first): (FileId, &File, &str),
) -> Finding {
    let message = format!(
        "`{path}` and `{first}` differ in case alone, and many computers take them for one"
    );
    Finding::new(RULE.name, id, first_key(file), message)
        .subject(path)
        .related(
            other,
            first_key(other_file),
            format!("this is in `{first}`"),
        )
        .help(match file.path_in_tree == path {
            true => format!("rename one of the files, or merge them into `{first}`"),
            false => format!("move what is in one of the folders to the other, such as `{first}`"),
        })
}

/// Compares the ids of each team and cycle.
fn ids(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<_, &Node> = HashMap::new();
    for (_, node) in context.nodes() {
        if node.objective().is_some() && node.cycle.is_none() {
            continue;
        }
        let name = (node.team, &node.cycle, node.id.to_lowercase());
        let first = *seen.entry(name).or_insert(node);
        if first.id != node.id && !(follows_the_path(context, node, first)) {
            let message = format!(
                "the ids `{}` and `{}` differ in case alone",
                node.id, first.id
            );
            findings.push(
                context
                    .about(&RULE, node, node.id_span(), message)
                    .field("id")
                    .related(
                        first.file,
                        first.id_span(),
                        format!("`{}` stands here", first.id),
                    )
                    .help("give one of them a name that can be told apart when it is spoken"),
            );
        }
    }
}

/// Whether the two ids are alike only because two paths are, which is reported already.
fn follows_the_path(context: &Context<'_>, one: &Node, other: &Node) -> bool {
    let inferred = one.common().id.is_none() && other.common().id.is_none();
    let path = |node: &Node| {
        context
            .snapshot
            .file(node.file)
            .map(|file| &file.path_in_tree)
    };
    match (path(one), path(other)) {
        (Some(one), Some(other)) => {
            let folder = |path: &str| path.len() - last_part(path).len();
            inferred && one.get(..folder(one)) == other.get(..folder(other))
        }
        _ => false,
    }
}
