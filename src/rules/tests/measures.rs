//! What the rules on measures say of key results as people write them. Every case is the text of
//! one key result (or kpi) and the exact findings that it gives.
#![allow(clippy::unwrap_used)]

mod faulty;

use std::sync::Arc;

use jiff::civil::date;

use crate::finding::{Finding, Level};
use crate::model::Config;
use crate::parse;
use crate::rules::{Check, Context, Group, RULES};
use crate::snapshot::{Input, Snapshot, assemble};

/// What the rules on measures find in a tree of one file on 2026-02-14.
fn found(path: &str, text: &str) -> (Snapshot, Vec<Finding>) {
    let input = Input {
        path: path.to_owned(),
        path_in_tree: path.to_owned(),
        parsed: Arc::new(parse::documents(text.as_bytes())),
    };
    let config = Config::default();
    let (snapshot, _) = assemble(vec![input], &config.calendar);
    let context = Context {
        snapshot: &snapshot,
        config: &config,
        today: date(2026, 2, 14),
        current: None,
        actual: None,
        base: None,
        stricter: None,
        history: None,
    };
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.group == Group::Measures) {
        if let Check::Tree(check) = rule.check {
            check(&context, &mut findings);
        }
    }
    findings.sort_by_key(|finding| (finding.span, finding.rule));
    (snapshot, findings)
}

const RUNNING: &str = "teams/web/2026-Q1/o.yaml";

/// What is found in one key result, written as a flow mapping or a plain text.
fn in_key_result(key_result: &str) -> (Snapshot, Vec<Finding>) {
    found(
        RUNNING,
        &format!("objective: O\nkey_results:\n  - {key_result}\n"),
    )
}

/// Each finding as its rule and what it marks.
fn marks(snapshot: &Snapshot, findings: &[Finding]) -> Vec<String> {
    let mark = |finding: &Finding| {
        let text = &snapshot.file(finding.file).unwrap().text;
        format!("{} {}", finding.rule, finding.span.slice(text))
    };
    findings.iter().map(mark).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (key_result, expected) in cases {
        let (snapshot, findings) = in_key_result(key_result);
        assert_eq!(marks(&snapshot, &findings), *expected, "{key_result}");
        for finding in findings {
            assert_eq!(finding.subject.as_deref(), Some("o/kr1"), "{key_result}");
            assert!(
                finding.field.is_some() && finding.help.is_some(),
                "{key_result}"
            );
            assert!(!finding.message.ends_with('.'), "{key_result}");
        }
    }
}

#[test]
fn what_is_well_measured_is_silent() {
    check(&SILENT.map(|key_result| (key_result, &[][..])));
}

const SILENT: [&str; 61] = [
    "{title: Increase monthly active users from 5 million to 7.5 million, baseline: 5 million, target: 7.5 million}",
    "{title: Increase monthly active users, baseline: 5M, target: 7.5M, current: 5.9M}",
    "{title: Decrease customer churn from 5% to 3%, baseline: 5%, target: 3%}",
    "{title: Decrease customer churn, baseline: 5%, target: 3%, current: 4.4%}",
    "{title: Increase the percentage of new users who complete the onboarding flow from 60% to 85%, baseline: 60%, target: 85%}",
    "{title: New users who complete the onboarding flow, baseline: 60%, target: 85%, current: 71%, as_of: 2026-02-10, confidence: 6/10}",
    "{title: Increase the trial-to-subscription conversion rate for new users from 15% to 25%, baseline: 15%, target: 25%}",
    // Scales, money, time, ratios.
    "{title: Viewers, baseline: 1.2M, target: 1500k, current: 1.3M}",
    "{title: Response, baseline: 90 min, target: 1h, current: 4800 s}",
    "{title: Revenue, baseline: $5M, target: 7M USD, current: 5.5M}",
    "{title: Revenue, baseline: €1.2M, target: €1.5M, stretch: €2M}",
    "{title: Rating, baseline: 4, target: 4.5/5, current: 4.2/5}",
    "{title: Load time, baseline: 250 ms, target: 100 ms, stretch: 80 ms}",
    "{title: Velocity, baseline: 340 story points, target: 400 story points}",
    "{title: Users, baseline: 5, target: 9, unit: users, current: 7 users}",
    "{title: Churn, baseline: 5, target: 3%, current: 4}",
    "{title: Launches, baseline: 0, target: 3}",
    "{title: Loss, baseline: -20%, target: to -10%, current: -15%, stretch: -5%}",
    "{title: Reduce the loss, baseline: -$5M, target: to -$2M}",
    // Levels and bands.
    "{title: Uptime, target: at least 99.9%, current: 99.95%}",
    "{title: Uptime, target: 99.9% or more}",
    "{title: Uptime, baseline: 99.9%, target: at least 99.9%}",
    "{title: Increase uptime, baseline: 97%, target: '>= 99%'}",
    "{title: Resolution, baseline: 60 days, target: 40 days or less}",
    "{title: Utilisation, target: 90% to 110%, current: 104%}",
    "{title: Uptime, type: maintain, baseline: 97%, target: at least 99%}",
    "{title: Satisfaction, type: maintain, baseline: 90%, target: 90%}",
    "{title: Satisfaction, type: maintain, target: 90%}",
    "{title: Uptime, target: at least 99%, stretch: 99.9%}",
    "{title: Defects, target: at most 5, stretch: 3}",
    // Changes.
    "{title: Cost, baseline: 200, target: -25%, current: -10%}",
    "{title: Reduce cost, target: -25%, current: -10%}",
    "{title: Conversion, baseline: 20%, target: +5pp, current: +2pp}",
    "{title: Signups, baseline: 100, target: 3x, current: 1.4x, stretch: 4x}",
    "{title: Signups, baseline: 200, target: +20%, stretch: +30%}",
    "{title: Signups, target: +20%, current: +140%}",
    // Kept secret, or measuring where things stand.
    "{title: Revenue, baseline: confidential, target: 20M, current: confidential}",
    "{title: Revenue, baseline: confidential, target: confidential, current: confidential}",
    "{title: Revenue, target: 20M, current: confidential}",
    "{title: Establish the baseline of customer effort, target: 200 answers}",
    "{title: Measure satisfaction of our partners, target: 50 interviews}",
    "{title: Survey our partners, target: 50 interviews}",
    // Verbs that are not about the number, or about a number that is none of the fields.
    "{title: Reduce technical debt, baseline: 20%, target: 60%}",
    "{title: Reduce cloud cost by 20%, baseline: 0%, target: 20%}",
    "{title: Reduce cloud cost by 20%, baseline: 5%, target: 20%}",
    "{title: Increase reliability, baseline: 12 incidents, target: 3 incidents}",
    "{title: Increase delivery pace, baseline: 12 days, target: 4 days}",
    "{title: 'Reduce manual work: automated processes', baseline: 20%, target: 80%}",
    "{title: Reduce waiting time below 5 min in 90% of calls, baseline: 60%, target: 90%}",
    "{title: Cut churn by improving retention, baseline: 80%, target: 90%}",
    "{title: Lower funnel conversion, baseline: 5%, target: 8%}",
    "{title: Increase in complaints, baseline: 10%, target: 5%}",
    "{title: Reduce the increase of complaints, baseline: 10%, target: 15%}",
    "{title: Do not increase headcount, baseline: 50, target: 45}",
    "{title: Cut 12 releases, baseline: 6, target: 12}",
    "{title: Reduce handovers to speed up delivery, baseline: 6 a week, target: 12 a week}",
    "{title: Decrease churn, type: increase, baseline: 3%, target: 5%}",
    // Values that leave 0 to 100% by their nature.
    "{title: Net revenue retention, baseline: 95%, target: 100%, current: 103%}",
    "{title: Revenue growth, baseline: 5%, target: 10%, current: -2%}",
    "{title: Plan attainment, baseline: 90%, target: 105%, current: 120%}",
    // A milestone with criteria.
    "{title: Approved for sale in Japan, criteria: [The approval is on file]}",
];

#[test]
fn values_that_could_not_be_read_are_not_missing() {
    check(&[
        ("{title: Churn, baseline: 5%, target: '7,5'}", &[]),
        ("{title: Churn, baseline: '7,5', target: 3%}", &[]),
        (
            "{title: Churn, baseline: 5%, target: 3 users, current: soonish}",
            &[],
        ),
        ("{title: Churn, type: decreas}", &[]),
        (
            "{title: Churn, type: increase, baseline: 5%, target: 3%, stretch: '7,5'}",
            &[],
        ),
        ("{title: Ship it, criteria: {a: b}}", &[]),
        ("[Ship, it]", &[]),
    ]);
}

#[test]
fn what_has_ended_or_was_given_up_is_not_judged() {
    let wrong = "key_results:\n  - {title: Churn, baseline: TBD}\n  - Ship it\n";
    for (path, head, count) in [
        (RUNNING, "objective: O", 3),
        ("2026-Q2/o.yaml", "objective: O", 3),
        ("2025-Q4/o.yaml", "objective: O", 0),
        (RUNNING, "objective: O\nstatus: dropped\nreason: r", 0),
        (RUNNING, "objective: O\nstatus: postponed", 0),
        (RUNNING, "objective: O\nstatus: achieved", 3),
    ] {
        let (_, findings) = found(path, &format!("{head}\n{wrong}"));
        assert_eq!(findings.len(), count, "{path} {head}: {findings:#?}");
    }
    check(&[
        ("{title: Churn, status: dropped, baseline: TBD}", &[]),
        ("{title: Churn, status: postponed, target: 3%}", &[]),
    ]);
}

#[test]
fn drafts_and_the_start_of_the_cycle_weigh() {
    let level = |path: &str, head: &str, key_result: &str, rule: &str| {
        let text = format!("objective: O\n{head}key_results:\n  - {key_result}\n");
        let (_, findings) = found(path, &text);
        let finding = findings.into_iter().find(|finding| finding.rule == rule);
        finding.unwrap().level
    };
    let later = "2026-Q2/o.yaml";
    let draft = "status: draft\n";
    for (path, head, missing, placeholder) in [
        (RUNNING, "", None, Some(Level::Error)),
        (RUNNING, draft, Some(Level::Warning), None),
        (later, "", None, None),
        (later, draft, Some(Level::Warning), None),
    ] {
        let churn = "{title: Churn, baseline: 5%}";
        assert_eq!(
            level(path, head, churn, "target-missing"),
            missing,
            "{path} {head}"
        );
        let open = "{title: Churn, baseline: TBD, target: 5%}";
        assert_eq!(
            level(path, head, open, "placeholder-value"),
            placeholder,
            "{path} {head}"
        );
    }
    let own = "{title: Churn, status: draft, current: 5%}";
    assert_eq!(
        level(RUNNING, "", own, "target-missing"),
        Some(Level::Warning)
    );
}

#[test]
fn kpis_are_judged_by_what_they_measure() {
    for (text, expected) in [
        ("target: at least 99.5%\ncurrent: 99.8%", &[][..]),
        (
            "target: at least 99.5%\ncurrent: 3 days",
            &["unit-mismatch 3 days"],
        ),
        ("target: TBD", &["placeholder-value TBD"]),
        (
            "target: at least 99.5%\ncurrent: 998%",
            &["current-out-of-range 998%"],
        ),
        ("current: 3", &[]),
        ("status: dropped\ntarget: TBD", &[]),
    ] {
        let (snapshot, findings) =
            found("kpis/payroll.yaml", &format!("kpi: Paid on time\n{text}\n"));
        assert_eq!(marks(&snapshot, &findings), expected, "{text}");
        for finding in findings {
            assert_eq!(finding.subject.as_deref(), Some("payroll"));
            assert_eq!(finding.level, None);
        }
    }
}
