//! The documents of a file that holds several.

use crate::parse::yaml;

/// The text of only some documents of a file, counted from 0, each with the comments that stand between
/// its marker and the next one. What stands before the first marker goes with the first document.
#[must_use]
pub fn only(text: &str, keep: &[usize]) -> String {
    let (tree, _) = yaml::read(text.as_bytes());
    let starts = tree.documents.iter().enumerate();
    let starts: Vec<usize> = starts
        .map(|(position, root)| match (position, root.marker) {
            (1.., Some(marker)) => marker.start as usize,
            _ => 0,
        })
        .collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let parts = starts.iter().zip(ends).enumerate();
    parts
        .filter(|(position, _)| keep.contains(position))
        .filter_map(|(_, (start, end))| text.get(*start..end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_takes_its_comments_along() {
        let text = "# of both\na: 1\n---\n# of b\nb: 2\n--- # c\nc: 3\n";
        for (keep, expected) in [
            (&[0][..], "# of both\na: 1\n"),
            (&[1], "---\n# of b\nb: 2\n"),
            (&[0, 2], "# of both\na: 1\n--- # c\nc: 3\n"),
            (&[0, 1, 2], text),
            (&[], ""),
        ] {
            assert_eq!(only(text, keep), expected);
        }
        assert_eq!(only("a: 1", &[0]), "a: 1");
    }
}
