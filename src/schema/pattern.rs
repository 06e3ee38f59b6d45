//! Regular expressions of the values that are short texts: ids, references, days, words. Written in
//! what ECMA-262, Python and Rust have in common, and never narrower than what is read. Those of
//! quantities are in `quantity`.

/// The characters of an id: letters and digits of any script, `-`, `_` and `.`. Which characters
/// beyond ASCII are letters is known to the reader alone; spaces and usual punctuation are not.
const ID_CHARACTER: &str =
    r"[^\u0000-,/:-@\[-^`{-\u00a9\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2190-\u245f]";

/// An id.
pub(super) fn id() -> String {
    format!("^{}$", id_part())
}

/// A reference: `[team:]id[/key-result][@cycle]`.
pub(super) fn reference() -> String {
    let id = id_part();
    format!("^(?:{id}:)?{id}(?:/{id})?(?:@{id})?$")
}

fn id_part() -> String {
    format!("{ID_CHARACTER}{{1,64}}")
}

/// A day from 1900 to 2999, or a timestamp of RFC 3339.
pub(super) fn date() -> String {
    const YEAR: &str = "(?:19|2[0-9])[0-9]{2}";
    const LEAP: &str = "(?:(?:19|2[0-9])(?:0[48]|[2468][048]|[13579][26])|2000|2400|2800)-02-29";
    const DAY: &str = "(?:0[1-9]|1[0-9]|2[0-8])";
    const LATE: &str = "(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31";
    const CLOCK: &str = "(?:[01][0-9]|2[0-3]):[0-5][0-9]";
    format!(
        "^(?:{LEAP}|{YEAR}-(?:(?:0[1-9]|1[0-2])-{DAY}|{LATE}))\
         (?:[Tt ]{CLOCK}:(?:[0-5][0-9]|60)(?:\\.[0-9]+)?(?:[Zz]|[-+]{CLOCK}))?$"
    )
}

/// One of `words`, in any case.
pub(super) fn one_of(words: &[&str]) -> String {
    format!("^(?:{})$", alternatives(words))
}

/// `words` in any case, as alternatives of a group.
pub(super) fn alternatives(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| any_case(word))
        .collect::<Vec<_>>()
        .join("|")
}

/// `word` in any case. White space in it is any white space.
fn any_case(word: &str) -> String {
    word.chars()
        .map(|char| match char {
            'a'..='z' | 'A'..='Z' => {
                format!(
                    "[{}{}]",
                    char.to_ascii_lowercase(),
                    char.to_ascii_uppercase()
                )
            }
            ' ' => r"\s+".to_owned(),
            '.' => r"\.".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// A month by its English name, the first three letters of it, or its number.
pub(super) fn month(names: &[&str]) -> String {
    let short: Vec<&str> = names.iter().filter_map(|name| name.get(..3)).collect();
    let [long, short] = [alternatives(names), alternatives(&short)];
    format!("^(?:{long}|{short}|[sS][eE][pP][tT]|0?[1-9]|1[0-2])$")
}

/// A whole number above 0.
pub(super) const WHOLE_NUMBER: &str = r"^\+?0*[1-9][0-9]*$";

/// A number from 0 on.
pub(super) const WEIGHT: &str = r"^\+?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)$";

/// A text with something in it.
pub(super) const SOMETHING: &str = r"\S";

/// A name, or an address: no bare count of people.
pub(super) const MEMBER: &str =
    r"^(?!\+?[0-9]+(?:\s*|\s+(?:[pP]eople|[pP]ersons|[mM]embers|[eE]ngineers|[fF][tT][eE]))$)";

/// The name of a commit trailer.
pub(super) const TRAILER: &str = "^[A-Za-z0-9-]+$";
