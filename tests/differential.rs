//! What other readers of YAML make of a text: where both take it, it says the same. The others are
//! the YAML test suite, which says what each of its texts means, and libyaml. Everything is compared
//! as it is written, so that no reader's idea of numbers and days matters.
#![allow(clippy::unwrap_used)]

mod damage;

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use damage::damaged;
use okr::parse::yaml::{Kind, Node, Style, Tree, read};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A case of the suite; without events its text is no YAML.
#[derive(Deserialize)]
struct Case {
    id: String,
    yaml: String,
    tree: Option<Vec<String>>,
}

fn suite() -> Vec<Case> {
    serde_json::from_str(include_str!("yaml-test-suite/cases.json")).unwrap()
}

/// What of YAML an OKR needs nothing of, by the words in which it is refused.
const LEFT_OUT: [&str; 4] = [
    "instructs the parser",
    "a list or mapping cannot be a key",
    "a key is missing here",
    "a key cannot start with `?`",
];

/// Texts that are YAML and are refused all the same: what they say is hardly what was meant.
const REFUSED: [(&str, &str); 1] = [("3MYT", "`k:#foo` is a text, and looks like a key")];

/// Texts that are no YAML and are read all the same: what was meant is clear.
const LENIENT: [(&str, &str); 3] = [
    (
        "9C9N",
        "a list in brackets goes on at the indentation of its key",
    ),
    (
        "QB6E",
        "a text in quotes goes on at the indentation of its key",
    ),
    ("DK95-1", "the same, behind a tab"),
];

/// Whether the events of a text hold what no file of ours can: an alias, an anchor or a tag.
fn has_properties(events: &[String]) -> bool {
    events.iter().any(|event| {
        let mut words = event.split(' ');
        match words.next() {
            Some("=ALI") => true,
            Some("=VAL") => words.next().is_some_and(is_property),
            _ => words.any(is_property),
        }
    })
}

fn is_property(word: &str) -> bool {
    word.starts_with(['&', '<'])
}

/// The tree as events, as the suite writes them.
fn events(tree: &Tree) -> Vec<String> {
    let mut events = Vec::new();
    for root in tree.roots() {
        events.push("+DOC".to_owned());
        add_events(root, &mut events);
        events.push("-DOC".to_owned());
    }
    events
}

fn add_events(node: Node<'_>, events: &mut Vec<String>) {
    match node.kind() {
        Kind::Sequence => {
            events.push("+SEQ".to_owned());
            node.items().for_each(|item| add_events(item, events));
            events.push("-SEQ".to_owned());
        }
        Kind::Mapping => {
            events.push("+MAP".to_owned());
            for pair in node.pairs() {
                add_events(pair.key, events);
                add_events(pair.value, events);
            }
            events.push("-MAP".to_owned());
        }
        Kind::Scalar { text, style } => {
            let mark = match style {
                Style::Plain => ':',
                Style::Single => '\'',
                Style::Double => '"',
                Style::Literal => '|',
                Style::Folded => '>',
            };
            events.push(format!("=VAL {mark}{}", escaped(&text)));
        }
        Kind::Empty => events.push("=VAL :".to_owned()),
        Kind::Refused => events.push("refused".to_owned()),
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('\n', "\\n")
        .replace('\t', "\\t")
        .replace('\r', "\\r")
        .replace('\u{8}', "\\b")
}

/// An event of the suite without how a list, a mapping or a document is written.
fn bare(event: &str) -> String {
    match event.split(' ').next() {
        Some(word @ ("+DOC" | "-DOC" | "+MAP" | "+SEQ")) => word.to_owned(),
        _ => event.to_owned(),
    }
}

#[test]
fn every_text_of_the_suite_says_what_it_is_to_say_or_is_refused() {
    let (mut same, mut refused, mut lenient) = (0, BTreeSet::new(), BTreeSet::new());
    for case in suite() {
        let (tree, problems) = read(case.yaml.as_bytes());
        let is_left_out = |message: &str| LEFT_OUT.iter().any(|words| message.contains(words));
        match (&case.tree, problems.first()) {
            (None, Some(_)) => {}
            (None, None) => drop(lenient.insert(case.id)),
            (Some(wanted), None) => {
                let wanted: Vec<String> = wanted.iter().map(|event| bare(event)).collect();
                assert_eq!(events(&tree), wanted, "{}: {:?}", case.id, case.yaml);
                same += 1;
            }
            (Some(wanted), Some(_)) if has_properties(wanted) => {}
            (Some(_), Some(problem)) if is_left_out(&problem.message) => {}
            (Some(_), Some(_)) => drop(refused.insert(case.id)),
        }
    }
    assert_eq!(same, 201, "texts that say what they are to say");
    assert_eq!(refused, names(&REFUSED), "YAML that is refused");
    assert_eq!(lenient, names(&LENIENT), "texts that are read and no YAML");
}

fn names(known: &[(&str, &str)]) -> BTreeSet<String> {
    known.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// Fails where another reader reads something else than a node says.
struct Same<'t>(Node<'t>);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, other: D) -> Result<(), D::Error> {
        match self.0.kind() {
            Kind::Sequence => other.deserialize_seq(self),
            Kind::Mapping => other.deserialize_map(self),
            Kind::Scalar { .. } | Kind::Empty => other.deserialize_str(self),
            Kind::Refused => Err(D::Error::custom("refused")),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.0.kind(), self.0.as_str())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        match self.0.as_str().unwrap_or_default() == text {
            true => Ok(()),
            false => Err(differs(self.0.as_str(), text)),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_str("")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut others: A) -> Result<(), A::Error> {
        for item in self.0.items() {
            others
                .next_element_seed(Same(item))?
                .ok_or_else(|| differs(item.as_str(), "nothing"))?;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut others: A) -> Result<(), A::Error> {
        for pair in self.0.pairs() {
            others
                .next_key_seed(Same(pair.key))?
                .ok_or_else(|| differs(pair.key.as_str(), "nothing"))?;
            others.next_value_seed(Same(pair.value))?;
        }
        Ok(())
    }
}

fn differs<E: Error>(own: Option<&str>, other: &str) -> E {
    E::custom(format!("{own:?} here, {other:?} there"))
}

/// What libyaml makes of a text that is read here.
#[derive(Debug, PartialEq, Eq)]
enum Other {
    Same,
    Differs(String),
    Refuses,
}

fn libyaml(tree: &Tree, text: &str) -> Other {
    // Whether it can be read at all is asked first, so that what is left is a difference.
    let mut documents = serde_yaml::Deserializer::from_str(text);
    if documents.any(|document| IgnoredAny::deserialize(document).is_err()) {
        return Other::Refuses;
    }
    // A text without a document is one that says nothing.
    if tree.roots().count() == 0 {
        return match Option::<IgnoredAny>::deserialize(serde_yaml::Deserializer::from_str(text)) {
            Ok(None) => Other::Same,
            _ => Other::Differs("a document more".to_owned()),
        };
    }
    let mut roots = tree.roots();
    for document in serde_yaml::Deserializer::from_str(text) {
        let Some(root) = roots.next() else {
            return Other::Differs("a document more".to_owned());
        };
        if let Err(error) = Same(root).deserialize(document) {
            return Other::Differs(error.to_string());
        }
    }
    match roots.next() {
        Some(_) => Other::Differs("a document less".to_owned()),
        None => Other::Same,
    }
}

/// All YAML below `fixtures/`, by path.
fn fixtures() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            match (path.is_dir(), fs::read_to_string(&path)) {
                (true, _) => folders.push(path),
                (false, Ok(text)) if name.ends_with(".yaml") => files.push((name, text)),
                (false, _) => {}
            }
        }
    }
    files.sort();
    files
}

#[test]
fn fixtures_say_the_same_to_libyaml() {
    let mut same = 0;
    for (path, text) in fixtures() {
        let (tree, problems) = read(text.as_bytes());
        if problems.is_empty() {
            assert_eq!(libyaml(&tree, &text), Other::Same, "{path}");
            same += 1;
        }
    }
    assert!(same > 250, "{same} fixtures that both read");
}

/// Where libyaml, which is older than YAML 1.2, reads something else; each text says what the suite
/// wants it to say.
const OLDER: [(&str, &str); 4] = [
    (
        "652Z",
        "`?` before a word in braces is a part of it since YAML 1.2",
    ),
    ("HM87-1", "the same in brackets"),
    (
        "JEF9-2",
        "a last line of nothing but spaces, without a line break, is empty",
    ),
    ("L24T-1", "the same at the end of a text"),
];

#[test]
fn texts_of_the_suite_say_the_same_to_libyaml() {
    let (mut same, mut older) = (0, BTreeSet::new());
    for case in suite() {
        let (tree, problems) = read(case.yaml.as_bytes());
        match (problems.is_empty(), libyaml(&tree, &case.yaml)) {
            (false, _) | (true, Other::Refuses) => {}
            (true, Other::Same) => same += 1,
            (true, Other::Differs(_)) => drop(older.insert(case.id)),
        }
    }
    assert_eq!(same, 169, "texts that both read");
    assert_eq!(older, names(&OLDER));
}

/// Scraps that change what a text says, or break it.
const SCRAPS: [&str; 24] = [
    "\n", "\n  ", "\n    ", "\n\n", " ", "  ", "\t", ": ", ":", "- ", "-", "# ", " #", "'", "\"",
    "[", "]", "{", "}", ", ", "|", ">", "\\", "é",
];

/// A fixture with some scraps put in and some characters taken out.
fn broken() -> impl Strategy<Value = String> {
    let texts: Vec<String> = fixtures()
        .into_iter()
        .map(|(_, text)| text)
        .filter(|text| text.len() < 2000)
        .collect();
    damaged(texts, &SCRAPS, 4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_left_of_a_broken_text_says_the_same_to_libyaml(text in broken()) {
        let (tree, problems) = read(text.as_bytes());
        if problems.is_empty() {
            let other = libyaml(&tree, &text);
            prop_assert!(matches!(other, Other::Same | Other::Refuses), "{other:?}\n{text}");
        }
    }
}
