//! How one document names another.

use std::borrow::Cow;

use crate::source::Text;

/// `[team:]id[/key-result][@cycle]`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// As written.
    pub text: Text,
    /// The team whose document is meant.
    pub team: Option<Text>,
    /// The document's id.
    pub id: Text,
    /// The key result inside it.
    pub key_result: Option<Text>,
    /// The name of the cycle it belongs to.
    pub cycle: Option<Text>,
}

impl Reference {
    /// Takes `text` apart.
    ///
    /// # Errors
    /// A sentence on what is wrong, where the parts are not ids or there are too many.
    pub fn parse(text: &Text) -> Result<Self, String> {
        let part = |part: &str, what: &str| match id_error(part) {
            None => Ok(normal_part(text, part)),
            Some(why) => Err(format!("the {what} in it {why}")),
        };
        let (rest, cycle) = match text.split_once('@') {
            Some((rest, cycle)) => (rest, Some(cycle)),
            None => (text.as_str(), None),
        };
        if let Some((cycle, key_result)) = cycle.as_ref().and_then(|cycle| cycle.split_once('/')) {
            return Err(format!(
                "the cycle comes last; write `{rest}/{key_result}@{cycle}`"
            ));
        }
        let (team, rest) = match rest.split_once(':') {
            Some((team, rest)) => (Some(part(team, "team")?), rest),
            None => (None, rest),
        };
        let (id, key_result) = match rest.split_once('/') {
            Some((id, key_result)) => (id, Some(part(key_result, "key result")?)),
            None => (rest, None),
        };
        Ok(Self {
            text: text.clone(),
            team,
            id: part(id, "id")?,
            key_result,
            cycle: cycle.map(|cycle| part(cycle, "cycle")).transpose()?,
        })
    }
}

/// The longest id, in characters.
pub const MAX_ID_CHARS: usize = 64;

/// Why `text` is no id, as the end of a sentence; nothing where it is one.
#[must_use]
pub fn id_error(text: &str) -> Option<String> {
    let allowed = |c: char| c.is_alphanumeric() || is_mark(c) || matches!(c, '-' | '_' | '.');
    match text.chars().find(|&c| !allowed(c)) {
        _ if text.is_empty() => Some("is empty".to_owned()),
        Some(c) => Some(format!(
            "has a {}, but only letters, digits, `-`, `_` and `.` may stand there",
            described(c)
        )),
        None if text.chars().count() > MAX_ID_CHARS => {
            Some(format!("is longer than {MAX_ID_CHARS} characters"))
        }
        None => None,
    }
}

/// The normal form in which ids are compared (NFC), so that one that looks the same is the same.
#[must_use]
pub fn normalised(text: &str) -> Text {
    Text::from(normal_form(text))
}

/// The same of a part of `text`, in its memory where that is the normal form already.
#[must_use]
pub fn normal_part(text: &Text, part: &str) -> Text {
    match normal_form(part) {
        Cow::Borrowed(part) => text.part(part),
        Cow::Owned(normal) => Text::from(normal),
    }
}

fn normal_form(text: &str) -> Cow<'_, str> {
    use unicode_normalization::{UnicodeNormalization, is_nfc};
    match text.is_ascii() || is_nfc(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn described(c: char) -> String {
    match c {
        ' ' => "space".to_owned(),
        c if c.is_control() => "control character".to_owned(),
        c => format!("`{c}`"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parts(text: &str) -> (Option<String>, String, Option<String>, Option<String>) {
        let reference = Reference::parse(&Text::from(text)).unwrap();
        let owned = |part: Option<Text>| part.map(|text| text.to_string());
        (
            owned(reference.team),
            reference.id.to_string(),
            owned(reference.key_result),
            owned(reference.cycle),
        )
    }

    #[test]
    fn a_reference_has_up_to_four_parts() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("grow"), (None, "grow".into(), None, None));
        assert_eq!(parts("grow/mau"), (None, "grow".into(), some("mau"), None));
        assert_eq!(
            parts("web:grow/mau@2026-Q1"),
            (some("web"), "grow".into(), some("mau"), some("2026-Q1"))
        );
        assert_eq!(
            parts("目標@2026"),
            (None, "目標".into(), None, some("2026"))
        );
    }

    #[test]
    fn what_is_no_reference_is_refused_with_the_part_that_is_wrong() {
        for (text, part) in [
            ("", "the id in it is empty"),
            ("a b", "the id in it has a space"),
            ("a/", "the key result in it is empty"),
            ("a/b/c", "the key result in it has a `/`"),
            (":a", "the team in it is empty"),
            ("a@", "the cycle in it is empty"),
            ("a@b@c", "the cycle in it has a `@`"),
        ] {
            let error = Reference::parse(&Text::from(text)).unwrap_err();
            assert!(error.starts_with(part), "{text}: {error}");
        }
        assert!(Reference::parse(&Text::from("x".repeat(65))).is_err());
        assert!(Reference::parse(&Text::from("é".repeat(64))).is_ok());
    }

    #[test]
    fn ids_that_look_the_same_are_the_same() {
        assert_eq!(normalised("cafe\u{301}"), normalised("caf\u{e9}"));
    }
}
