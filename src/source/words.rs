//! The words of a text that say what it is about, so that texts about the same thing can be found.

/// The shortest word that says what a text is about, in characters.
const LONG_ENOUGH: usize = 4;
/// So many characters of a longer word count: `subscriber` and `subscription` are about the same.
const STEM: usize = 6;
/// Words that are long enough and say nothing.
const EMPTY: [&str; 12] = [
    "about", "become", "every", "from", "have", "into", "more", "most", "that", "their", "they",
    "with",
];

/// The words of `text` that say what it is about, in its order: without the `s` of a plural, in
/// small letters, and each as far as its first six characters. One may occur more than once.
///
/// Shared words are compared rather than whole texts letter by letter, because titles about one
/// thing are put in quite different sentences, and sentences of one pattern are about different
/// things.
pub fn telling_words(text: &str) -> impl Iterator<Item = String> {
    let text = text.to_lowercase();
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= LONG_ENOUGH && !EMPTY.contains(word))
        .map(|word| word.strip_suffix('s').unwrap_or(word))
        .map(|word| word.chars().take(STEM).collect())
        .collect();
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_a_text_is_about() {
        for (text, words) in [
            (
                "Grow the subscription base",
                &["grow", "subscr", "base"][..],
            ),
            ("SUBSCRIBERS, and their users!", &["subscr", "user"]),
            ("Become the most of it", &[]),
            ("", &[]),
            ("été où fenêtres", &["fenêtr"]),
        ] {
            assert_eq!(telling_words(text).collect::<Vec<_>>(), words, "{text}");
        }
    }
}
