//! What the words of a title give away: whether it begins with work to deliver or with a verb that
//! has no end, and whether it holds a number that measures. The word lists are this project's own,
//! for English; whatever is in doubt, or in another language, counts as neither.

mod numbers;
mod verbs;

pub use numbers::{measure, metric};

use verbs::{
    COMPOUNDS, DELIVERY, DELIVERY_OR_NOUN, DELIVERY_WITH_OBJECT, DETERMINERS, FINITE, FOREIGN,
    FUNCTION, GERUND_IS_NOUN, LEADING, VAGUE, VAGUE_OR_NOUN, VAGUE_WITH_OBJECT,
};

/// The verb in front of `title`, in lower case, where it names work to deliver: `launch`,
/// `migrating`, `set up`.
#[must_use]
pub fn delivery_verb(title: &str) -> Option<String> {
    opening(
        title,
        &[
            (DELIVERY, Sureness::Verb),
            (DELIVERY_OR_NOUN, Sureness::MaybeNoun),
            (DELIVERY_WITH_OBJECT, Sureness::WithObject),
        ],
    )
}

/// The verb in front of `title`, in lower case, where it names being busy and no end of it: `help`,
/// `work on`.
#[must_use]
pub fn vague_verb(title: &str) -> Option<String> {
    opening(
        title,
        &[
            (VAGUE, Sureness::Verb),
            (VAGUE_OR_NOUN, Sureness::MaybeNoun),
            (VAGUE_WITH_OBJECT, Sureness::WithObject),
        ],
    )
}

/// Whether two titles have the same words, whatever their case and punctuation.
#[must_use]
pub fn are_alike(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let one = words(one);
    !one.is_empty() && one == words(other)
}

/// How sure it is that the word is a verb.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sureness {
    /// It is nothing else.
    Verb,
    /// It is a noun or part of one as often: `Launch readiness`, `Support tickets`.
    MaybeNoun,
    /// It is more often something else, and a verb only before `the`, `a` and the like.
    WithObject,
}

fn opening(title: &str, lists: &[(&[&str], Sureness)]) -> Option<String> {
    let words = words(title);
    if words.iter().any(|word| FOREIGN.contains(&word.as_str())) {
        return None;
    }
    lists
        .iter()
        .flat_map(|(verbs, sureness)| verbs.iter().map(move |verb| (*verb, *sureness)))
        .find_map(|(verb, sureness)| begins_with(&words, verb, sureness))
}

/// The words in lower case, from the first that says something on.
fn words(title: &str) -> Vec<String> {
    let is_edge = |c: char| !c.is_alphanumeric();
    let mut words: Vec<String> = title
        .split_whitespace()
        .map(|word| word.trim_matches(is_edge).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    let says_nothing = |word: &String| LEADING.contains(&word.as_str()) || is_numbering(word);
    let start = words.iter().take_while(|word| says_nothing(word)).count();
    words.drain(..start);
    words
}

/// `1`, `1.2`, `kr`, `kr3`
fn is_numbering(word: &str) -> bool {
    let digits = word.strip_prefix("kr").unwrap_or(word);
    digits.len() < 4 && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn begins_with(words: &[String], verb: &str, sureness: Sureness) -> Option<String> {
    let first = words.first()?;
    let mut parts = verb.split(' ');
    let form = form_of(first, parts.next()?)?;
    let mut rest = words.get(1..)?;
    for part in parts {
        let (next, after) = rest.split_first()?;
        if next != part {
            return None;
        }
        rest = after;
    }
    let is_noun = form == Form::Gerund && GERUND_IS_NOUN.contains(&verb);
    let sureness = match sureness {
        Sureness::Verb if is_noun => Sureness::WithObject,
        Sureness::MaybeNoun if form == Form::Gerund => Sureness::WithObject,
        sureness => sureness,
    };
    let written = words.get(..words.len() - rest.len())?.join(" ");
    is_verb(rest, sureness, form).then_some(written)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Imperative,
    Gerund,
}

/// Whether `word` is `verb`, or its form in -ing: `migrating`, `building`, `shipping`.
fn form_of(word: &str, verb: &str) -> Option<Form> {
    if word == verb {
        return Some(Form::Imperative);
    }
    let stem = word.strip_suffix("ing")?;
    let doubled = || {
        let last = verb.chars().next_back()?;
        let shorter = stem.strip_suffix(last)?;
        Some(shorter == verb)
    };
    let is_form = stem == verb
        || verb.strip_suffix('e') == Some(stem)
        || (stem.len() == verb.len() + 1 && doubled() == Some(true));
    is_form.then_some(Form::Gerund)
}

/// Whether what stands in front of `rest` is a verb there.
fn is_verb(rest: &[String], sureness: Sureness, form: Form) -> bool {
    let Some(next) = rest.first() else {
        // The verb alone says nothing more; a noun alone neither.
        return sureness == Sureness::Verb && form == Form::Imperative;
    };
    let has = |list: &[&str]| rest.iter().any(|word| list.contains(&word.as_str()));
    let has_object = DETERMINERS.contains(&next.as_str()) || is_version(next);
    // "Release of the data", "Plan for the succession"
    let has_complement = matches!(next.as_str(), "of" | "for");
    match (sureness, form) {
        (Sureness::Verb, Form::Imperative) => true,
        // "Creating an account takes two minutes" is about what it takes.
        (Sureness::Verb, Form::Gerund) => !has(FINITE),
        (Sureness::WithObject, Form::Gerund) => has_object && !has(FINITE),
        (Sureness::WithObject, Form::Imperative) => has_object,
        (Sureness::MaybeNoun, _) => {
            let is_compound = has(COMPOUNDS) || ends_in_participle(rest) || has(FINITE);
            has_object || (!is_compound && !has_complement && has(FUNCTION))
        }
    }
}

/// `v2.0`
fn is_version(word: &str) -> bool {
    let number = word.strip_prefix('v');
    number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// `Design partners signed`, `Support tickets answered on the same day`
fn ends_in_participle(rest: &[String]) -> bool {
    let behind_the_noun = rest.get(1..).unwrap_or_default();
    behind_the_noun
        .iter()
        .any(|word| word.len() > 4 && word.ends_with("ed"))
}

#[cfg(test)]
mod tests;
