//! Trees for tests, written down in one text.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use crate::model::Config;
use crate::parse;
use crate::snapshot::{Input, Place, Snapshot, Viewpoint, assemble};

/// The tree of the files in `text`: each begins with a line `#: path`, and one may be `okr.yaml`.
pub fn tree_of(text: &str) -> (Snapshot, Config) {
    let mut files: Vec<(&str, String)> = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("#: ") {
            Some(path) => files.push((path.trim(), String::new())),
            None => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    let config = files.iter().find(|(path, _)| *path == "okr.yaml");
    let parsed = parse::config(config.map_or(&b""[..], |(_, text)| text.as_bytes()));
    let documents = files.iter().filter(|(path, _)| *path != "okr.yaml");
    let inputs = documents.map(|(path, text)| Input {
        path: format!("okrs/{path}"),
        path_in_tree: (*path).to_owned(),
        parsed: Arc::new(parse::documents(text.as_bytes())),
    });
    let (snapshot, _) = assemble(inputs.collect(), &parsed.config.calendar);
    (snapshot, parsed.config)
}

/// What `reference` means on the command line where `cycle` is the current one.
pub fn place(snapshot: &Snapshot, reference: &str, cycle: &str) -> Place {
    let cycle = snapshot.calendar.cycle(cycle);
    let viewpoint = Viewpoint {
        node: None,
        team: None,
        cycle: cycle.as_ref(),
    };
    let reference = crate::model::Reference::parse(&reference.into()).unwrap();
    snapshot.resolve(viewpoint, &reference).unwrap()
}

/// A small company: a goal, an objective of the company, those of two teams, and a kpi.
pub const STREAMLY: &str = r#"
#: okr.yaml
organisation: Streamly
#: goals/streaming-leader.yaml
goal: Become a leader in the global streaming market
why: |
  Grow the subscription base and keep the users we win.

  More is in the letter to the shareholders.
owner: ceo
horizon: 2028
#: company/2026-Q1/seamless-experience.yaml
objective: Deliver the most seamless and engaging experience in the industry
parent: streaming-leader
owner: cpo
key_results:
  - id: mau
    title: Increase monthly active users
    baseline: 5M
    target: 7.5M
    stretch: 8M
    current: 5.9M
  - id: churn
    title: Decrease customer churn
    baseline: 5%
    target: 3%
    current: 4.4%
#: teams/onboarding/team.yaml
team: Onboarding & Discovery
owner: priya
members: [priya@example.com, jun@example.com]
paths: [services/onboarding/**]
capacity: 6 people
allocation: {strategic: 80%, maintenance: 20%}
maintenance:
  - title: Player crashes on resume
    kind: bug
    share: 8%
  - {title: CSV export for support, kind: request, from: support, share: 4%, due: 2026-03-01}
#: teams/onboarding/2026-Q1/find-content.yaml
objective: Help new users find content they love, so they stick around
parent: seamless-experience/mau
contributes_to: [payroll]
owner: priya
allocation: 60%
labels: [discovery]
key_results:
  - id: flow
    title: New users who complete the onboarding flow
    baseline: 60%
    target: 85%
    current: 71%
    as_of: 2026-02-10
    confidence: 6/10
    note: The new first screen is live for half of them.
    guardrails: [payroll]
  - id: conversion
    title: Trial-to-subscription conversion of new users
    baseline: 15%
    target: 25%
    check_ins:
      - {date: 2026-01-20, value: 16%, note: slow start}
      - {date: 2026-02-10, value: 18%, confidence: 0.5}
  - title: The new catalogue is open to everyone
    criteria: [all regions, no flag left]
    status: dropped
    reason: The licence fell through.
#: teams/player/2026-Q1/start-fast.yaml
objective: Playback starts before anyone notices
status: draft
parent: seamless-experience
commitment: committed
key_results:
  - id: p95
    title: Time to first frame at the 95th percentile
    target: at most 800 ms
#: teams/player/2026-Q1/lost.yaml
objective: Leave nobody without a picture
parent: nowhere
#: teams/finance/payroll.yaml
kpi: People are paid on time
owner: finance
target: at least 99.5%
current: 99.8%
"#;
