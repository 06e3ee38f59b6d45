//! `okr why` from end to end: what it takes, how it ends, and the page of the shipped example.
#![allow(clippy::unwrap_used)]

mod common;

use common::{fixture, okr, tree};

#[test]
fn a_reference_gives_a_page_in_every_format() {
    let folder = fixture("streaming");
    for reference in [
        "find-content",
        "find-content/flow",
        "onboarding:find-content/conversion@2026-Q1",
        "seamless-experience/mau",
        "streaming-leader",
        "payroll",
    ] {
        for format in ["text", "json", "markdown"] {
            let run = okr(&folder, &["why", reference, "--format", format]);
            assert_eq!(
                (run.code, run.err.as_str()),
                (0, ""),
                "{reference} {format}"
            );
            assert!(run.out.contains("2026-02-14"), "{}", run.out);
        }
    }
    assert_eq!(
        okr(&folder, &["why", "find-content/flow"]),
        okr(&folder, &["why", "find-content/flow", "--format", "text"])
    );
}

#[test]
fn the_page_for_a_talk_about_money() {
    let run = okr(
        &fixture("streaming"),
        &["why", "find-content/flow", "--format", "markdown"],
    );
    insta::assert_snapshot!("why_streaming_markdown", run.out);
}

#[test]
fn json_has_its_keys_in_order() {
    let run = okr(
        &fixture("streaming"),
        &["why", "find-content/flow", "--format", "json"],
    );
    let mut from = 0;
    for key in [
        "format",
        "tool",
        "today",
        "state",
        "subject",
        "chain",
        "invested",
        "gaps",
        "candidates",
    ] {
        let place = run.out[from..].find(&format!("\n  \"{key}\":"));
        from += place.unwrap_or_else(|| panic!("{key}"));
    }
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["format"], "okr-why/1");
    assert_eq!(json["subject"], "find-content/flow");
    let chain = json["chain"].as_array().unwrap();
    let ids: Vec<_> = chain
        .iter()
        .map(|node| node["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        ids,
        ["find-content", "seamless-experience", "streaming-leader"]
    );
    assert_eq!(chain[0]["serves"]["id"], "mau");
    assert_eq!(chain[0]["serves"]["current"]["value"], "5900000");
    assert!(chain[1]["serves"].is_null());
    assert_eq!(json["invested"]["share"], 0.6);
    assert_eq!(json["invested"]["capacity"]["value"], "3.6");
}

#[test]
fn what_cannot_be_shown_exits_2_and_says_what_to_write() {
    for (reference, message) in [
        ("find-contnet", "did you mean find-content?"),
        ("find-content/flw", "it has flow, conversion"),
        ("nothing-like-it", "`okr tree` shows what there is"),
        ("a/b/c", "is no reference"),
        (
            "team:onboarding",
            "`okr show team:onboarding` shows the team",
        ),
    ] {
        let run = okr(&fixture("streaming"), &["why", reference]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{reference}");
        assert!(run.err.contains(message), "{}", run.err);
    }
    assert_eq!(okr(&fixture("streaming"), &["why"]).code, 2);
    let format = okr(
        &fixture("streaming"),
        &["why", "payroll", "--format", "csv"],
    );
    assert_eq!(format.code, 2);
    assert!(
        format.err.contains("text, json, markdown"),
        "{}",
        format.err
    );
}

#[test]
fn without_a_tree_or_its_files_there_is_nothing() {
    let empty = tree(&[("okrs/okr.yaml", "")]);
    assert_eq!(okr(empty.path(), &["why", "x"]).code, 3);
    let nowhere = tree(&[]);
    assert_eq!(okr(nowhere.path(), &["why", "x"]).code, 3);
}

#[test]
fn an_orphan_has_two_ways_on_and_a_tree_with_errors_says_so() {
    let folder = tree(&[
        ("okrs/okr.yaml", ""),
        (
            "okrs/goals/found.yaml",
            "goal: Be found by everyone who searches\nowner: ceo\n",
        ),
        (
            "okrs/teams/web/2026-Q1/search.yaml",
            "objective: Search that finds what people mean\nowner: ana\nkey_results:\n  - {id: hits, title: Searches with a hit, baseline: 10%, target: 50%}\n",
        ),
        (
            "okrs/teams/web/2026-Q1/broken.yaml",
            "objective: Lost\nparent: nowhere\n",
        ),
    ]);
    let run = okr(folder.path(), &["why", "search"]);
    assert_eq!(run.code, 0);
    for part in [
        "Adapt it to a goal",
        "nearest  found  ",
        "Or make the case for it",
    ] {
        assert!(run.out.contains(part), "{}", run.out);
    }
    let in_part = "in the tree, so this may not be all of it";
    assert!(run.err.contains(in_part), "{}", run.err);
    let into_file = okr(
        folder.path(),
        &["why", "search", "--format", "markdown=case.md", "-q"],
    );
    assert_eq!((into_file.code, into_file.out.as_str()), (0, ""));
    let page = std::fs::read_to_string(folder.path().join("case.md")).unwrap();
    let title = "# The case for “Search that finds what people mean”";
    assert!(page.starts_with(title), "{page}");
}
