//! Which documents a file holds, and of which kind each is.

use std::sync::Arc;

use crate::finding::{Problem, reading};
use crate::model::quantity_error::quoted;
use crate::model::{self, Document, Kind, Reference};
use crate::parse::decode::{Decoding, value_of};
use crate::parse::ignore::{self, Ignore};
use crate::parse::yaml::{self, Kind as NodeKind, Node, Pair, Tree};
use crate::parse::{Near, fields, near};
use crate::source::{Content, FileText, MAX_FILE_BYTES, Span, Text};

/// What one text holds.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The text; empty where the bytes were none.
    pub text: FileText,
    /// The documents, in the order of the text.
    pub documents: Vec<Arc<Document>>,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The ignore comments.
    pub ignores: Vec<Ignore>,
    /// Whether it has a syntax error that may hide some of what was written.
    pub broken: bool,
}

/// Reads the documents of a file, or says why nothing could be read.
#[must_use]
pub fn file(content: &Content) -> Parsed {
    let unreadable = |message: String, help: &str| Parsed {
        text: FileText::from(""),
        documents: Vec::new(),
        problems: vec![Problem::new(reading::INVALID_YAML, Span::at(0), message).help(help)],
        ignores: Vec::new(),
        broken: true,
    };
    match content {
        Content::Bytes(bytes) => documents(bytes),
        Content::TooLarge(bytes) => unreadable(
            format!(
                "this file has {bytes} bytes, and no more than {MAX_FILE_BYTES} are read of one"
            ),
            "split it into one file for each goal, objective, kpi or team, or `exclude` it in okr.yaml",
        ),
        Content::Unreadable(why) => unreadable(
            format!("this cannot be read: {why}"),
            "give yourself the right to read it, or `exclude` it in okr.yaml",
        ),
    }
}

/// Reads the documents of one text.
#[must_use]
pub fn documents(bytes: &[u8]) -> Parsed {
    let (tree, problems) = yaml::read(bytes);
    let (ignores, malformed) = ignore::ignores(&tree);
    let problems = [problems, malformed].concat();
    let mut decoding = Decoding::new(&tree, problems, reading::UNKNOWN_FIELD);
    let mut documents = Vec::new();
    for root in tree
        .roots()
        .filter(|root| !matches!(root.kind(), NodeKind::Empty))
    {
        let first = documents.is_empty();
        documents.extend(document(&mut decoding, root, first).map(Arc::new));
    }
    let nothing = tree
        .roots()
        .all(|root| matches!(root.kind(), NodeKind::Empty));
    if nothing && !tree.broken {
        decoding.report(without_documents(&tree));
    }
    let mut problems = decoding.finish();
    problems.sort_by_key(|problem| problem.span);
    Parsed {
        text: tree.text.clone(),
        documents,
        problems,
        ignores,
        broken: tree.lost,
    }
}

fn without_documents(tree: &Tree) -> Problem {
    let what = match tree.comments.is_empty() {
        true => "this file is empty",
        false => "this file holds nothing but comments",
    };
    Problem::new(reading::UNKNOWN_DOCUMENT, Span::at(0), what)
        .help("write `goal:`, `objective:`, `kpi:` or `team:` with its title, or delete the file")
}

fn document<'t>(decoding: &mut Decoding<'t>, root: Node<'t>, first: bool) -> Option<Document> {
    match root.kind() {
        NodeKind::Mapping => {}
        NodeKind::Empty | NodeKind::Refused => return None,
        NodeKind::Scalar { .. } | NodeKind::Sequence if decoding.tree.lost => return None,
        NodeKind::Scalar { .. } | NodeKind::Sequence => {
            decoding.report(
                Problem::new(
                    reading::UNKNOWN_DOCUMENT,
                    root.span(),
                    "a document is a mapping of names to values",
                )
                .help("start with `goal:`, `objective:`, `kpi:` or `team:` and its title"),
            );
            return None;
        }
    }
    let kind = kind(decoding, root)?;
    let mut content = fields::blank(kind);
    match &mut content {
        model::Content::Goal(goal) => decoding.mapping(root, goal),
        model::Content::Objective(objective) => decoding.mapping(root, objective),
        model::Content::Kpi(kpi) => decoding.mapping(root, &mut **kpi),
        model::Content::Team(team) => decoding.mapping(root, &mut **team),
    }
    let document = Document {
        content,
        span: root.span(),
        first,
        broken: decoding.tree.lost,
    };
    check_title(decoding, root, &document);
    Some(document)
}

/// The keys that say what a document is, in the order in which they are looked for.
const KINDS: [Kind; 3] = [Kind::Goal, Kind::Objective, Kind::Kpi];

fn kind<'t>(decoding: &mut Decoding<'t>, root: Node<'t>) -> Option<Kind> {
    let present: Vec<_> = root
        .pairs()
        .filter_map(|pair| {
            let key = pair.key.as_str()?;
            let kind = KINDS.into_iter().find(|kind| key == kind.name())?;
            Some((kind, pair))
        })
        .collect();
    match present.as_slice() {
        [(kind, _)] => Some(*kind),
        [] if value_of(root, Kind::Team.name()).is_some() => Some(Kind::Team),
        [] if decoding.tree.lost => None,
        [] => {
            decoding.report(unknown_kind(decoding.tree, root));
            None
        }
        [first, second, ..] => {
            decoding.report(two_kinds(*first, *second));
            None
        }
    }
}

/// A document that says of itself that it is two things.
fn two_kinds((first, one): (Kind, Pair<'_>), (second, other): (Kind, Pair<'_>)) -> Problem {
    let served = match (first, second) {
        (Kind::Objective, kind) => Some((kind, other)),
        (kind, Kind::Objective) => Some((kind, one)),
        _ => None,
    };
    let parent = served.map(|(kind, pair)| {
        let written = pair.value.as_str().unwrap_or_default();
        let kind = kind.name();
        match Reference::parse(&Text::from(written)) {
            Ok(_) => format!(
                "to say which {kind} the objective serves, write `parent: {written}`; else "
            ),
            Err(_) => format!(
                "to say which {kind} the objective serves, write `parent: id-of-the-{kind}`; else "
            ),
        }
    });
    let (first, second) = (first.name(), second.name());
    Problem::new(
        reading::UNKNOWN_DOCUMENT,
        other.key.span(),
        format!("a document is one thing, and this one has both `{first}` and `{second}`"),
    )
    .help(format!(
        "{}keep one of them, or part them with a line `---`",
        parent.unwrap_or_default()
    ))
    .related(one.key.span(), format!("the `{first}` stands here"))
}

fn unknown_kind(tree: &Tree, root: Node<'_>) -> Problem {
    const NAMES: [&str; 4] = ["goal", "objective", "kpi", "team"];
    let meant = root.pairs().filter_map(|pair| {
        let key = pair.key.as_str()?;
        let another = |name| Near {
            name,
            is_only: false,
        };
        let near = match &*key.to_lowercase() {
            "okr" | "o" => another("objective"),
            "metric" | "health_metric" => another("kpi"),
            "business_goal" => another("goal"),
            "squad" => another("team"),
            key => near(key, NAMES)?,
        };
        Some((pair, near))
    });
    let meant: Vec<_> = meant.take(2).collect();
    let message = "it cannot be told what this document is";
    if let Some((pair, near)) = meant.first() {
        let (place, name) = (pair.key.span(), near.name);
        let problem = Problem::new(reading::UNKNOWN_DOCUMENT, place, message)
            .help(format!("did you mean `{name}`?"));
        let is_sure = near.is_only && meant.len() == 1 && pair.value.as_str().is_some();
        return match is_sure {
            true => problem.edit(place, name),
            false => problem.suggest(place, name),
        };
    }
    let place = root
        .pairs()
        .next()
        .map_or(Span::at(0), |pair| pair.key.span());
    if let Some(problem) = titled(root) {
        return problem;
    }
    let help = match value_of(root, "key_results").or_else(|| value_of(root, "parent")) {
        Some(_) => "this looks like an objective: write `objective:` with its title",
        None if tree.text.contains("target:") => {
            "write `kpi:` with what must hold, or `objective:` with what is to be achieved"
        }
        None => "write `goal:`, `objective:`, `kpi:` or `team:` with its title",
    };
    Problem::new(reading::UNKNOWN_DOCUMENT, place, message).help(help)
}

/// A document that calls its title `title` or `name`, and does not say what it is.
fn titled(root: Node<'_>) -> Option<Problem> {
    let has = |name: &str| value_of(root, name).is_some();
    let pair = root
        .pairs()
        .find(|pair| matches!(pair.key.as_str(), Some("title" | "name")))?;
    let title = quoted(pair.value.as_str()?);
    let title = title.trim_matches('`');
    let likely = match () {
        () if has("key_results") || has("parent") || has("commitment") => Some("objective"),
        () if has("members") || has("capacity") || has("maintenance") => Some("team"),
        () if has("horizon") => Some("goal"),
        () if has("target") || has("current") => Some("kpi"),
        () => None,
    };
    let message = "it cannot be told what this document is";
    let problem = Problem::new(reading::UNKNOWN_DOCUMENT, pair.key.span(), message);
    Some(match likely {
        Some(name) => problem
            .help(format!(
                "this looks like a document of the kind `{name}`: write `{name}: {title}`"
            ))
            .suggest(pair.key.span(), name),
        None => problem.help(format!(
            "write `goal: {title}`, or `objective:`, `kpi:` or `team:` in the place of `goal:`"
        )),
    })
}

fn check_title<'t>(decoding: &mut Decoding<'t>, root: Node<'t>, document: &Document) {
    let name = document.kind().name();
    let common = document.common();
    let place = root
        .pairs()
        .find(|pair| pair.key.as_str() == Some(name))
        .map_or(root.span(), |pair| pair.key.span());
    if document.title().trim().is_empty() && !common.is_refused(name) && !document.broken {
        decoding.report(
            Problem::new(
                reading::INVALID_VALUE,
                place,
                format!("`{name}` has no text"),
            )
            .help(format!("write the title of the {name} behind it"))
            .field("title"),
        );
    }
    if !document.first && common.id.is_none() && !common.is_refused("id") {
        decoding.report(
            Problem::new(reading::INVALID_VALUE, place, "a document after the first of its file has no id: the file's name is the first one's")
                .help("write `id:` with a name of its own, or give it a file of its own")
                .field("id"),
        );
    }
}

#[cfg(test)]
mod tests;
