//! The rules on wording and size at their edges: counts, levels, what is closed or over, settings.

use super::{files_and_marks, lint_files, messages, said};
use crate::finding::Level;

/// A document at `path`.
fn file(path: &str, text: &str) -> String {
    format!("#: {path}\n{text}\n")
}

/// An objective with so many metric key results.
fn objective(path: &str, head: &str, count: usize) -> String {
    let one = |n| format!("  - {{title: Number {n}, baseline: 1, target: 2}}\n");
    let all: String = (0..count).map(one).collect();
    let key_results = match count {
        0 => String::new(),
        _ => format!("key_results:\n{all}"),
    };
    file(
        path,
        &format!("objective: Something better\n{head}{key_results}"),
    )
}

fn in_q1(head: &str, count: usize) -> String {
    objective("teams/web/2026-Q1/o.yaml", head, count)
}

#[test]
fn what_is_closed_or_over_is_left_alone() {
    for (rule, count) in [
        ("objective-without-key-results", 0),
        ("single-key-result", 1),
        ("too-many-key-results", 6),
    ] {
        for (path, head, found) in [
            ("teams/web/2026-Q1/o.yaml", "", 1),
            ("teams/web/2026-Q3/o.yaml", "", 1),
            ("teams/web/2025-Q4/o.yaml", "", 0),
            ("teams/web/2026-Q1/o.yaml", "status: dropped\n", 0),
            ("teams/web/2026-Q1/o.yaml", "status: postponed\n", 0),
            ("teams/web/2026-Q1/o.yaml", "status: missed\n", 0),
            ("teams/web/2026-Q1/o.yaml", "status: achieved\n", 0),
        ] {
            let tree = objective(path, head, count);
            assert_eq!(messages(rule, &tree).len(), found, "{rule} {path} {head}");
        }
    }
}

#[test]
fn counts_of_key_results_have_their_edges() {
    for (count, expected) in [
        (0, Some("objective-without-key-results")),
        (1, Some("single-key-result")),
        (2, None),
        (5, None),
        (6, Some("too-many-key-results")),
    ] {
        for rule in [
            "objective-without-key-results",
            "single-key-result",
            "too-many-key-results",
        ] {
            let found = !messages(rule, &in_q1("", count)).is_empty();
            assert_eq!(found, expected == Some(rule), "{count} {rule}");
        }
    }
    let dropped = "  - {title: Given up, target: 2, status: dropped}\n";
    assert!(messages("too-many-key-results", &(in_q1("", 5) + dropped)).is_empty());
    let only = "objective: O\nkey_results:\n";
    let alone = file("teams/web/2026-Q1/o.yaml", &format!("{only}{dropped}"));
    assert!(messages("single-key-result", &alone).is_empty());
}

#[test]
fn a_draft_is_judged_gently() {
    let level = |tree: &str, rule: &str| {
        let (_, judged) = lint_files(&files_and_marks(tree, rule).0);
        let of_rule = judged.into_iter().find(|one| one.finding.rule == rule);
        of_rule.map(|one| one.level)
    };
    let draft = "status: draft\n";
    let rule = "objective-without-key-results";
    assert_eq!(level(&in_q1("", 0), rule), Some(Level::Warning));
    assert_eq!(level(&in_q1(draft, 0), rule), Some(Level::Info));
    assert_eq!(level(&in_q1(draft, 1), "single-key-result"), None);
    let task = "key_results: [Launch the app]\n";
    assert_eq!(
        level(&in_q1(&format!("{draft}{task}"), 0), "task-as-key-result"),
        Some(Level::Warning)
    );
    // What could not be read is not absent.
    assert_eq!(level(&in_q1("key_results: {a: b}\n", 0), rule), None);
}

/// So many objectives in a folder.
fn many(folder: &str, head: &str, count: usize) -> String {
    (0..count)
        .map(|n| objective(&format!("{folder}/o{n}.yaml"), head, 2))
        .collect()
}

#[test]
fn objectives_are_counted_by_team_and_cycle() {
    let rule = "too-many-objectives";
    let web = "teams/web/2026-Q1";
    let found = |tree: &str| said(rule, tree);
    assert!(found(&many(web, "", 3)).is_empty());
    let four = found(&many(web, "", 4));
    assert_eq!(four.len(), 1);
    assert_eq!(four[0][0], "o3");
    assert!(
        four[0][1].contains("`web` has 4 objectives in 2026-Q1"),
        "{four:?}"
    );
    assert_eq!(found(&many(web, "", 9)).len(), 1);
    // Each team, each cycle and the company for itself.
    assert!(found(&(many(web, "", 3) + &many("teams/app/2026-Q1", "", 3))).is_empty());
    assert!(found(&(many(web, "", 3) + &many("teams/web/2026-Q2", "", 3))).is_empty());
    assert!(found(&many("company/2026-Q1", "", 5)).is_empty());
    assert!(found(&many("company/2026-Q1", "", 6))[0][1].contains("company level"));
    assert!(found(&many("company/2025-Q4", "", 6)).is_empty());
    // Drafts and what is closed do not count.
    let others = |head: &str| {
        let four = objective(&format!("{web}/p.yaml"), head, 2);
        many(web, "", 3) + &four
    };
    assert!(found(&others("status: draft\n")).is_empty());
    assert!(found(&others("status: postponed\n")).is_empty());
    assert_eq!(found(&others("")).len(), 1);
}

#[test]
fn limits_can_be_set() {
    let with = |rules: &str, tree: &str| format!("#: okr.yaml\n{rules}\n{tree}");
    let count = |rule: &str, rules: &str, tree: &str| messages(rule, &with(rules, tree)).len();
    let four = many("teams/web/2026-Q1", "", 4);
    let rule = "too-many-objectives";
    assert_eq!(
        count(rule, "rules: {too-many-objectives: {max: 4}}", &four),
        0
    );
    assert_eq!(
        count(rule, "rules: {too-many-objectives: {max: 2}}", &four),
        1
    );
    assert_eq!(
        count(
            rule,
            "rules: {too-many-objectives: {company_max: 9}}",
            &four
        ),
        1
    );
    assert_eq!(count(rule, "rules: {too-many-objectives: off}", &four), 0);
    let company = many("company/2026-Q1", "", 4);
    assert_eq!(
        count(
            rule,
            "rules: {too-many-objectives: {company_max: 3}}",
            &company
        ),
        1
    );
    let paths = "overrides: [{paths: ['teams/**'], rules: {too-many-objectives: {max: 4}}}]";
    assert_eq!(count(rule, paths, &four), 0);
    let rule = "too-many-key-results";
    assert_eq!(
        count(
            rule,
            "rules: {too-many-key-results: {max: 2}}",
            &in_q1("", 3)
        ),
        1
    );
    assert_eq!(
        count(
            rule,
            "rules: {too-many-key-results: {max: 3}}",
            &in_q1("", 3)
        ),
        0
    );
    let rule = "long-objective";
    assert_eq!(
        count(rule, "rules: {long-objective: {max: 16}}", &in_q1("", 2)),
        0
    );
    assert_eq!(
        count(rule, "rules: {long-objective: {max: 15}}", &in_q1("", 2)),
        1
    );
    // What is no number is said, and the default holds.
    let wrong = "rules: {too-many-objectives: {max: lots}}";
    assert_eq!(count("too-many-objectives", wrong, &four), 1);
    let unknown = messages("unknown-rule", &with(wrong, &four));
    assert_eq!(
        unknown,
        ["`max` of `too-many-objectives` is a whole number, and this is none"]
    );
}

#[test]
fn length_is_counted_in_characters() {
    let of = |length: usize| {
        let title = "é".repeat(length);
        messages(
            "long-objective",
            &file("2026-Q1/o.yaml", &format!("objective: {title}")),
        )
    };
    assert!(of(120).is_empty());
    assert_eq!(
        of(121),
        ["this objective has 121 characters; more than 120 are hard to remember"]
    );
}

/// What `rule` finds in a key result.
fn in_key_result(rule: &str, key_result: &str) -> usize {
    let text = format!("objective: O\nkey_results:\n  - {key_result}\n");
    messages(rule, &file("teams/web/2026-Q1/o.yaml", &text)).len()
}

#[test]
fn a_number_makes_a_result_of_work() {
    for (key_result, found) in [
        ("Launch the app", 1),
        ("{title: Launch the app, criteria: [it is in the store]}", 1),
        (
            "{title: Launch the app, type: milestone, due: 2026-03-01}",
            1,
        ),
        ("{title: Launch the app, progress: 50%}", 1),
        ("{title: Launch the app, target: 10k users}", 0),
        ("{title: Launch the app, baseline: 3}", 0),
        ("{title: Launch the app, target: at least 3 countries}", 0),
        ("{title: Launch the app, target: TBD}", 0),
        ("{title: Launch the app, type: increase}", 0),
        ("{title: Launch the app, target: '7,5'}", 0),
        ("{title: Launch the app, status: dropped}", 0),
        ("{title: Launch the app, status: achieved}", 0),
        ("Launch in 3 countries with 10k sign-ups", 0),
        ("Launch der App in Spanien", 0),
    ] {
        assert_eq!(
            in_key_result("task-as-key-result", key_result),
            found,
            "{key_result}"
        );
    }
    for (key_result, found) in [
        ("Support the sales team", 1),
        (
            "{title: Support the sales team, criteria: [they say so]}",
            1,
        ),
        ("{title: Support the sales team, target: 20 deals}", 0),
        ("Support 20 deals of the sales team", 0),
        ("{title: Support the sales team, status: postponed}", 0),
    ] {
        assert_eq!(
            in_key_result("vague-verb", key_result),
            found,
            "{key_result}"
        );
    }
}

#[test]
fn an_objective_may_help() {
    let tree = file(
        "2026-Q1/o.yaml",
        "objective: Help new users find what they love",
    );
    assert!(messages("vague-verb", &tree).is_empty());
    assert!(messages("task-as-key-result", &tree).is_empty());
}

#[test]
fn one_number_is_enough_among_milestones() {
    let of = |items: &str| {
        let text = format!("objective: O\nkey_results:\n{items}");
        messages("only-milestones", &file("2026-Q1/o.yaml", &text)).len()
    };
    let number = "  - {title: Users, target: 5}\n";
    assert_eq!(of("  - A\n  - B\n"), 1);
    assert_eq!(of("  - A\n"), 1);
    assert_eq!(of(&format!("  - A\n{number}")), 0);
    assert_eq!(
        of("  - A\n  - {title: Users, target: 5, status: dropped}\n"),
        1
    );
    assert_eq!(of("  - {title: A, status: dropped}\n"), 0);
    assert_eq!(of("  - A\n  - {title: Users, target: TBD}\n"), 0);
    assert_eq!(of("  - A\n  - {title: Users, target: '7,5'}\n"), 0);
}

#[test]
fn a_copy_is_found_under_the_parent_or_its_key_result() {
    let of = |parent: &str, title: &str| {
        let above = "objective: Trains on time\nkey_results:\n  - {id: late, title: Fewer late trains, target: 5}\n  - {id: b, title: B, target: 6}";
        let below = format!("objective: {title}\nparent: {parent}");
        let tree = file("2026-Q1/above.yaml", above) + &file("teams/w/2026-Q1/below.yaml", &below);
        messages("copied-from-parent", &tree).len()
    };
    assert_eq!(of("above", "trains on time!"), 1);
    assert_eq!(of("above/late", "Fewer late trains"), 1);
    assert_eq!(of("above/late", "Trains on time"), 1);
    assert_eq!(of("above/b", "Fewer late trains"), 0);
    assert_eq!(of("above", "Trains on time in the north"), 0);
    assert_eq!(of("nowhere", "Trains on time"), 0);
}

#[test]
fn keeping_a_level_is_business_as_usual_until_it_is_missed() {
    let of = |kpi: &str, items: &str| {
        let kpi = file("kpi.yaml", &format!("kpi: Paid on time\n{kpi}"));
        let text = format!("objective: O\nparent: kpi\nkey_results:\n{items}");
        messages(
            "business-as-usual-objective",
            &(kpi + &file("2026-Q1/o.yaml", &text)),
        )
        .len()
    };
    let healthy = "target: at least 99%\ncurrent: 99%";
    let unhealthy = "target: at least 99%\ncurrent: 90%";
    let kept = "  - {title: Paid, target: at least 99%, current: 99%}\n";
    let missed = "  - {title: Paid, target: at least 99%, current: 90%}\n";
    let unknown = "  - {title: Paid, target: at least 99%}\n";
    let reached = "  - {title: Paid, baseline: 90%, target: at least 99%}\n";
    assert_eq!(of(healthy, kept), 1);
    assert_eq!(of(unhealthy, kept), 1);
    assert_eq!(of(healthy, unknown), 1);
    assert_eq!(of(unhealthy, unknown), 0);
    assert_eq!(of(healthy, missed), 0);
    assert_eq!(of(healthy, reached), 0);
    assert_eq!(of(healthy, &format!("{kept}{reached}")), 0);
    assert_eq!(
        of(healthy, "  - {title: Paid, type: maintain, target: 99%}\n"),
        1
    );
    assert_eq!(of(healthy, "  - Paid\n"), 0);
    assert_eq!(
        of(
            healthy,
            "  - {title: Paid, target: at least 9, status: dropped}\n"
        ),
        0
    );
}
