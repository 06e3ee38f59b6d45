//! What may stand where a number is not given: placeholders and `confidential`.

/// Whether `text` says that the value is known but not shown.
pub(super) fn is_confidential(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("confidential")
}

/// Whether `text` stands in for a number: `TBD`, `X%`, `$X`, `?`, `n/a`, `TBD after the survey`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text
        .trim()
        .trim_matches(['[', ']', '(', ')', '{', '}', '<', '>'])
        .trim();
    let is_dash = !text.is_empty() && text.chars().all(|c| "-–—".contains(c));
    let text = text.trim_start_matches(['$', '€', '£', '+', '-', '−', '–', '—', '~']);
    // Nothing that stands in for a number starts with one, and numbers are what mostly stands here.
    if text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) {
        return is_dash;
    }
    let phrase = text.to_lowercase();
    let first = phrase
        .split([' ', ',', ';', ':', '('])
        .next()
        .unwrap_or_default();
    let bare = first.trim_end_matches(['%', 'k', 'm', '.', '!']);
    let blank = |word: &str| {
        !word.is_empty()
            && word.contains(['x', 'y', '?', '…', '_'])
            && word.chars().all(|c| "xy?…_.,".contains(c))
    };
    WORDS.contains(&bare) || blank(bare) || PHRASES.iter().any(|start| phrase.starts_with(start))
}

/// Words that stand in for a number.
pub(crate) const WORDS: &[&str] = &[
    "tbd", "tba", "tbc", "todo", "n/a", "na", "unknown", "pending", "z",
];

/// How phrases begin that do, in lower case.
pub(crate) const PHRASES: &[&str] = &["to be ", "not known", "not yet", "..."];
