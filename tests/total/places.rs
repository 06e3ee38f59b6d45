//! Whatever points into a text points at something in it.

use okr::finding::FileId;
use okr::report::CheckReport;
use okr::source::Span;

use super::read::Tree;

/// Every place of a tree and of its findings lies within its text and between characters.
pub fn check(tree: &Tree, report: &CheckReport) {
    let fits = |file: FileId, span: Span, what: &str| {
        let file = tree.snapshot.file(file);
        let text = file.map(|file| &file.text).expect("a file of the tree");
        assert!(
            span.start <= span.end && text.get(span.range()).is_some(),
            "{what} at {span:?} of {} bytes",
            text.len()
        );
    };
    let judged = report.findings.iter().map(|judged| &judged.finding);
    for finding in tree.found.iter().chain(judged) {
        fits(finding.file, finding.span, finding.rule);
        for related in &finding.related {
            fits(related.file, related.span, &related.message);
        }
        if let Some(edit) = &finding.edit {
            fits(finding.file, edit.span, &edit.replacement);
        }
        assert!(!finding.message.is_empty());
    }
    for node in &tree.snapshot.nodes {
        fits(node.file, node.title().span, "title");
        fits(node.file, node.id_span(), "id");
        for key_result in node.key_results() {
            fits(node.file, key_result.span, "key result");
            fits(node.file, key_result.title.span, "its title");
        }
        for link in &node.links {
            fits(node.file, link.reference.span, "reference");
        }
    }
}
