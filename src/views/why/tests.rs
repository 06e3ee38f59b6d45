#![allow(clippy::unwrap_used)]
use jiff::civil::date;

use crate::testing::{STREAMLY, place, tree_of};
use crate::views::why::{Why, why};
use crate::views::{Basis, GapKind, Loose, Shown};

fn of(files: &str, reference: &str) -> Why {
    let (snapshot, config) = tree_of(files);
    let basis = Basis {
        snapshot: &snapshot,
        config: &config,
        today: date(2026, 2, 14),
    };
    let cycle = snapshot.calendar.cycle("2026-Q1").unwrap();
    let place = place(&snapshot, reference, "2026-Q1");
    why(basis, place, &Shown::One(cycle)).unwrap()
}

/// The names on the line, each with the position of the key result that it serves.
fn line(why: &Why) -> Vec<(&str, Option<usize>)> {
    let links = why.chain.iter();
    links
        .map(|link| (link.node.name.as_str(), link.serves))
        .collect()
}

fn gaps(why: &Why) -> Vec<(GapKind, &str)> {
    let gaps = why.gaps.iter();
    gaps.map(|gap| (gap.kind, gap.subject.as_str())).collect()
}

/// Share and people of each team, then together.
fn time(why: &Why) -> Vec<(String, Option<String>)> {
    let text = |value: rust_decimal::Decimal| value.normalize().to_string();
    let teams = why.invested.by_team.iter();
    let mut times: Vec<_> = teams
        .map(|time| (text(time.share), time.people.map(text)))
        .collect();
    let share = why.invested.share.map_or_else(String::new, text);
    times.push((share, why.invested.people.map(text)));
    times
}

fn said(share: &str, people: Option<&str>) -> (String, Option<String>) {
    (share.to_owned(), people.map(str::to_owned))
}

/// A tree that lacks nothing, with room for more files behind it.
const WHOLE: &str = "\
#: goals/g.yaml
goal: Everyone finds a film
why: They stay.
owner: ceo
#: company/2026-Q1/c.yaml
objective: A catalogue that everyone knows
why: It is what we have.
parent: g
owner: cpo
key_results:
  - {id: a, title: Films seen, baseline: 1, target: 5, current: 3}
  - {id: b, title: Films liked, target: 9}
#: teams/t/team.yaml
team: Tea
capacity: 6 people
#: teams/u/team.yaml
team: Uni
capacity: 4 people
";

fn with(files: &str) -> String {
    format!("{WHOLE}{files}")
}

#[test]
fn the_line_goes_over_key_results_and_objectives_to_the_goal() {
    let found = of(STREAMLY, "find-content/flow");
    assert_eq!(found.subject, "find-content/flow");
    assert_eq!(found.key_result, Some(0));
    assert_eq!(
        line(&found),
        [
            ("find-content", Some(0)),
            ("seamless-experience", None),
            ("streaming-leader", None)
        ]
    );
    let depths: Vec<_> = found.chain.iter().map(|link| link.node.depth).collect();
    assert_eq!(depths, [2, 1, 0]);
    assert_eq!(found.stops(), None);
    assert!(found.candidates.is_empty());
    // Those of the company's other key result are on the page too.
    assert_eq!(found.chain[1].node.key_results.len(), 2);
    assert_eq!(
        time(&found),
        [said("0.6", Some("3.6")), said("0.6", Some("3.6"))]
    );
    assert_eq!(gaps(&found), [(GapKind::WhyMissing, "find-content")]);
}

#[test]
fn a_whole_case_has_no_gap() {
    let found = of(
        &with(
            "#: teams/t/2026-Q1/o.yaml\nobjective: O\nwhy: W\nparent: c/a\nowner: x\nallocation: 50%\n\
             key_results: [{id: k, title: K, baseline: 1, target: 2, current: 1.5}]\n",
        ),
        "o",
    );
    assert_eq!(gaps(&found), []);
}

#[test]
fn only_what_the_line_runs_through_has_gaps() {
    // The company's other key result has neither baseline nor value: that is not this case.
    let own = |key_results: &str, rest: &str| {
        with(&format!(
            "#: teams/t/2026-Q1/o.yaml\nobjective: O\nwhy: W\nowner: x\nallocation: 50%\n{rest}\n\
             key_results: {key_results}\n"
        ))
    };
    let full = "[{id: k, title: K, baseline: 1, target: 2, current: 1.5}]";
    for (key_results, rest, expected) in [
        (
            "[]",
            "parent: c/a",
            &[(GapKind::KeyResultsMissing, "o")][..],
        ),
        (
            "[{id: k, title: K, target: 5, current: 3}]",
            "parent: c/a",
            &[(GapKind::BaselineMissing, "o/k")],
        ),
        (
            "[{id: k, title: K, baseline: 1, current: 3}]",
            "parent: c/a",
            &[(GapKind::TargetMissing, "o/k")],
        ),
        (
            "[{id: k, title: K, baseline: TBD, target: TBD, current: 3}]",
            "parent: c/a",
            &[(GapKind::TargetMissing, "o/k")],
        ),
        (
            "[{id: k, title: K, baseline: 1, target: 5}]",
            "parent: c/a",
            &[(GapKind::CurrentMissing, "o/k")],
        ),
        (
            "[{id: k, title: K, baseline: 1, target: 5, current: confidential}]",
            "parent: c/a",
            &[],
        ),
        // A level needs no baseline, a milestone no value, and what was dropped nothing at all.
        (
            "[{id: k, title: K, target: at least 5, current: 6}, done, {id: d, title: D, target: 3, status: dropped}]",
            "parent: c/a",
            &[],
        ),
        (
            "[{id: k, title: K, baseline: 1, target: 5, current: 1}]",
            "parent: c/a",
            &[(GapKind::OffTrack, "o/k")],
        ),
        (full, "parent: c", &[(GapKind::KeyResultUnnamed, "o")]),
        (
            full,
            "parent: c/b",
            &[
                (GapKind::BaselineMissing, "c/b"),
                (GapKind::CurrentMissing, "c/b"),
            ],
        ),
        (full, "parent: nowhere", &[(GapKind::ParentNotFound, "o")]),
        (full, "", &[(GapKind::ParentMissing, "o")]),
        (full, "parent: o", &[(GapKind::ParentLoop, "o")]),
    ] {
        let found = of(&own(key_results, rest), "o");
        assert_eq!(gaps(&found), expected, "{key_results} {rest}");
    }
}

#[test]
fn a_case_of_one_key_result_is_not_about_the_others() {
    let files = with(
        "#: teams/t/2026-Q1/o.yaml\nobjective: O\nwhy: W\nowner: x\nparent: c/a\nallocation: 50%\n\
         key_results:\n  - {id: k, title: K, baseline: 1, target: 2, current: 1.5}\n  - {id: l, title: L, baseline: 1, target: 2}\n",
    );
    assert_eq!(gaps(&of(&files, "o/k")), []);
    let whole = [(GapKind::CurrentMissing, "o/l")];
    assert_eq!(gaps(&of(&files, "o")), whole);
    assert_eq!(gaps(&of(&files, "o/l")), whole);
}

#[test]
fn steps_that_do_not_hold_are_gaps() {
    let files = with(
        "#: company/2026-Q1/gone.yaml\nobjective: Gone\nparent: g\nowner: x\nstatus: dropped\nkey_results: [m]\n\
         #: company/2026-Q2/later.yaml\nobjective: Later\nparent: g\nowner: x\nkey_results: [m]\n\
         #: teams/t/2026-Q1/o.yaml\nobjective: O\nwhy: W\nowner: x\nallocation: 5%\nparent: gone/kr1\nkey_results: [m]\n\
         #: teams/t/2026-Q1/p.yaml\nobjective: P\nwhy: W\nowner: x\nallocation: 5%\nparent: later/kr1@2026-Q2\nkey_results: [m]\n",
    );
    let closed = of(&files, "o");
    assert_eq!(gaps(&closed), [(GapKind::ParentClosed, "o")]);
    assert_eq!(closed.gaps[0].names, ["gone/kr1", "dropped"]);
    let later = of(&files, "p");
    assert_eq!(gaps(&later), [(GapKind::ParentInAnotherCycle, "p")]);
    assert_eq!(later.gaps[0].names, ["later/kr1", "2026-Q2", "2026-Q1"]);
}

#[test]
fn time_is_told_by_team_and_together() {
    let own = |allocation: &str, more: &str| {
        with(&format!(
            "#: teams/t/2026-Q1/o.yaml\nobjective: O\nwhy: W\nowner: x\nparent: c/a\n\
             allocation: {allocation}\nkey_results: [m]\n{more}"
        ))
    };
    // 50% of 6 people are 3, 25% of 4 are 1: 4 of 10 people.
    let both = of(&own("{t: 50%, u: 25%}", ""), "o");
    assert_eq!(
        time(&both),
        [
            said("0.5", Some("3")),
            said("0.25", Some("1")),
            said("0.4", Some("4"))
        ]
    );
    assert_eq!(gaps(&both), []);
    let unknown = of(
        &own("{t: 50%, v: 25%}", "#: teams/v/team.yaml\nteam: Vee\n"),
        "o",
    );
    assert_eq!(
        time(&unknown),
        [said("0.5", Some("3")), said("0.25", None), said("", None)]
    );
    assert_eq!(gaps(&unknown), [(GapKind::CapacityMissing, "v")]);
    let counted_otherwise = of(
        &own(
            "{t: 50%, v: 25%}",
            "#: teams/v/team.yaml\nteam: Vee\ncapacity: 4 crews\n",
        ),
        "o",
    );
    assert_eq!(time(&counted_otherwise)[2], said("", None));
    // The plan of the cycle says how many there are in it: 50% of 8 people.
    let of_cycle = "#: teams/t/2026-Q1/team.yaml\nteam: Tea\nid: t\ncapacity: 8 people\n";
    assert_eq!(
        time(&of(&own("50%", of_cycle), "o"))[0],
        said("0.5", Some("4"))
    );
}

#[test]
fn what_no_team_owns_has_the_time_of_those_below() {
    let files = with(
        "#: teams/t/2026-Q1/o.yaml\nobjective: O\nparent: c/a\nallocation: 50%\n\
         #: teams/t/2026-Q1/p.yaml\nobjective: P\nparent: o\nallocation: 10%\n\
         #: teams/u/2026-Q1/q.yaml\nobjective: Q\nparent: c/b\nallocation: 25%\n\
         #: teams/u/2026-Q1/r.yaml\nobjective: R\nparent: c/b\nallocation: 50%\nstatus: dropped\n\
         #: teams/u/2026-Q2/s.yaml\nobjective: S\nparent: c/b@2026-Q1\nallocation: 50%\n",
    );
    // 60% of 6 people are 3.6, 25% of 4 are 1: 4.6 of 10.
    let expected = [
        said("0.6", Some("3.6")),
        said("0.25", Some("1")),
        said("0.46", Some("4.6")),
    ];
    for reference in ["c", "g"] {
        let found = of(&files, reference);
        assert_eq!(time(&found), expected, "{reference}");
        assert!(found.invested.from_below);
    }
    assert_eq!(
        time(&of(&files, "c/b")),
        [said("0.25", Some("1")), said("0.25", Some("1"))]
    );
    let below: Vec<_> = of(&files, "c")
        .contributors
        .iter()
        .map(|node| node.name.clone())
        .collect();
    assert_eq!(below, ["o", "q"]);
    // A team's own objective that plans nothing has none, whatever is planned below it.
    let planless = files.replace("parent: c/a\nallocation: 50%", "parent: c/a");
    assert_eq!(time(&of(&planless, "o")), [said("", None)]);
    assert!(gaps(&of(&planless, "o")).contains(&(GapKind::TimeMissing, "o")));
}

#[test]
fn a_loop_has_an_end() {
    let files = "#: c/2026-Q1/x.yaml\nobjective: X\nparent: y\n\
                 #: c/2026-Q1/y.yaml\nobjective: Y\nparent: z\n\
                 #: c/2026-Q1/z.yaml\nobjective: Z\nparent: y\n";
    let found = of(files, "x");
    assert_eq!(line(&found), [("x", None), ("y", None), ("z", None)]);
    assert_eq!(found.stops(), Some(Loose::Loop));
    assert!(gaps(&found).contains(&(GapKind::ParentLoop, "z")));
    assert!(found.orphan().is_none() && found.candidates.is_empty());
}

#[test]
fn an_orphan_has_the_nearest_that_lead_to_a_goal() {
    let files = with(
        "#: goals/h.yaml\ngoal: Every cinema is full\n\
         #: goals/old.yaml\ngoal: Films on discs that everyone buys\nstatus: dropped\n\
         #: company/2026-Q1/alone.yaml\nobjective: Films that are liked by everyone\n\
         #: company/2026-Q2/next.yaml\nobjective: Films that are liked\nparent: g\n\
         #: teams/t/2026-Q1/other.yaml\nobjective: Films that are liked\nparent: g\n\
         #: teams/t/2026-Q1/o.yaml\nobjective: Make liked films easy to find for everyone\n\
         #: teams/t/2026-Q1/below.yaml\nobjective: Films\nparent: o\n",
    );
    let named = |reference: &str| -> Vec<(String, usize)> {
        let found = of(&files, reference).candidates.into_iter();
        found
            .map(|candidate| (candidate.name, candidate.likeness))
            .collect()
    };
    // Of its words the goal has film, find and everyone; `c/b` has film and liked in its own title
    // and everyone in that of its objective; `c/a` has film, and the same objective.
    let nearest = [("g", 6), ("c/b", 5), ("c/a", 3)];
    let nearest = nearest.map(|(name, likeness)| (name.to_owned(), likeness));
    assert_eq!(named("o"), nearest);
    // Of what serves an orphan, the line has the same end.
    assert_eq!(line(&of(&files, "below")), [("below", None), ("o", None)]);
    assert_eq!(named("below"), nearest);
    let unlike = with("#: teams/t/2026-Q1/o.yaml\nobjective: Pay on time\n");
    let found = of(&unlike, "o").candidates;
    assert_eq!(
        (found.len(), found[0].name.as_str(), found[0].likeness),
        (1, "g", 0)
    );
}

#[test]
fn a_kpi_is_an_end_and_asks_for_work_when_it_is_unhealthy() {
    let files = with(
        "#: teams/t/pay.yaml\nkpi: Paid on time\nwhy: W\nowner: x\ntarget: at least 99%\ncurrent: 97%\n\
         #: teams/t/late.yaml\nkpi: Trains on time\nwhy: W\nowner: x\ntarget: at least 99%\ncurrent: 97%\n\
         #: teams/t/2026-Q1/o.yaml\nobjective: O\nwhy: W\nowner: x\nparent: pay\nallocation: 50%\nkey_results: [m]\n",
    );
    let repair = of(&files, "o");
    assert_eq!(line(&repair), [("o", None), ("pay", None)]);
    assert_eq!((repair.stops(), gaps(&repair)), (None, vec![]));
    let repaired = of(&files, "pay");
    assert_eq!(gaps(&repaired), []);
    assert_eq!(time(&repaired)[0], said("0.5", Some("3")));
    assert_eq!(
        gaps(&of(&files, "late")),
        [(GapKind::NothingServesIt, "late")]
    );
    let healthy = files.replace("current: 97%", "current: 100%");
    assert_eq!(gaps(&of(&healthy, "late")), []);
}

#[test]
fn a_long_line_is_walked_in_no_time() {
    let mut files = "#: goals/o0.yaml\ngoal: Win\n".to_owned();
    for level in 1..3000 {
        let above = level - 1;
        files += &format!("#: c/2026-Q1/o{level}.yaml\nobjective: L\nparent: o{above}\n");
    }
    assert_eq!(of(&files, "o2999").chain.len(), 3000);
    assert_eq!(of(&files, "o0").contributors.len(), 1);
}
