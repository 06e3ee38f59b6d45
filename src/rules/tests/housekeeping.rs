//! What the rules on the configuration and the ignores say of trees that the examples do not show.

use super::{mended, said};

#[test]
fn rules_that_do_not_exist_are_found_wherever_they_are_named() {
    let tree = "\
#: okr.yaml
rules:
  links: off
  Owner_Missing: off
overrides:
  - paths: [\"a/**\"]
    rules: {no-such-thing: error, owner-missing: {limit: 3}}
#: goals/a.yaml
goal: A # okr: ignore[onwer-missing] nobody yet
";
    let said = said("unknown-rule", tree);
    let pairs: Vec<_> = said
        .iter()
        .map(|[_, message, help]| (message.as_str(), help.as_str()))
        .collect();
    assert_eq!(pairs.len(), 5, "{pairs:#?}");
    assert_eq!(
        pairs[0],
        (
            "there is no rule `onwer-missing`",
            "did you mean `owner-missing`?"
        )
    );
    assert_eq!(pairs[1].0, "there is no rule `links`");
    assert!(
        pairs[1].1.starts_with(
            "this is a group of rules; name those that are meant: `parent-not-found`, "
        )
    );
    assert_eq!(pairs[2].1, "did you mean `owner-missing`?");
    assert_eq!(
        pairs[3],
        (
            "there is no rule `no-such-thing`",
            "`okr rules` lists those there are"
        )
    );
    assert_eq!(
        pairs[4],
        (
            "`owner-missing` has no parameter `limit`",
            "it has none; only its `level` can be set"
        )
    );
}

#[test]
fn an_unused_ignore_can_be_taken_away_without_a_trace() {
    for (text, left) in [
        (
            "# okr: ignore[owner-missing] why\ngoal: A\nowner: x\n",
            "goal: A\nowner: x\n",
        ),
        (
            "goal: A # okr: ignore[owner-missing] why\nowner: x\n",
            "goal: A\nowner: x\n",
        ),
        (
            "goal: A\nowner: x\n  # okr: ignore[owner-missing] why",
            "goal: A\nowner: x\n",
        ),
    ] {
        assert_eq!(mended("unused-ignore", text), left);
    }
}

#[test]
fn where_a_file_is_broken_no_ignore_is_called_unused() {
    let text = "goal: A # okr: ignore[owner-missing] why\nwhy: [\n";
    assert!(said("unused-ignore", text).is_empty());
    assert_eq!(said("invalid-yaml", text).len(), 1);
}
