//! The rules on pace and on the health of kpis at their edges. All of it is judged on 2026-02-14,
//! when 44 of the 90 days of 2026-Q1 have gone (49%): less than 24.4% is off track.

use super::{messages, said};

fn key_result(fields: &str) -> String {
    format!("#: teams/web/2026-Q1/o.yaml\nobjective: O\nkey_results:\n  - {{title: T, {fields}}}\n")
}

#[test]
fn what_lags_by_more_than_half_is_off_track() {
    for (fields, expected) in [
        (
            "baseline: 0, target: 1000, current: 244",
            "off track: 24% of the way, while 49% of the time has gone",
        ),
        ("baseline: 0, target: 1000, current: 245", ""),
        (
            "baseline: 5, target: 3, current: 6",
            "off track: -50% of the way, while 49% of the time has gone",
        ),
        ("baseline: 0, target: 10", ""),
        ("target: 10, current: 1", ""),
        (
            "target: at least 99%, current: 98%",
            "off track: `98%` misses `at least 99%`",
        ),
        ("target: at least 99%, current: 99%", ""),
        ("criteria: [a]", ""),
        (
            "criteria: [a], due: 2026-02-13",
            "off track: it was due on 2026-02-13 and is not done",
        ),
        ("criteria: [a], due: 2026-02-14", ""),
        ("done: true, due: 2026-02-01", ""),
        (
            "progress: 10%",
            "off track: 10% of the way, while 49% of the time has gone",
        ),
        ("baseline: 0, target: 10, current: 0, status: dropped", ""),
        ("baseline: 0, target: 10, current: 0, status: draft", ""),
    ] {
        let found = messages("off-track", &key_result(fields));
        assert_eq!(found.concat(), expected, "{fields}");
    }
}

#[test]
fn pace_is_only_judged_while_the_cycle_runs() {
    let late = key_result("baseline: 0, target: 10, current: 0");
    for (cycle, head, found) in [
        ("2026-Q1", "objective: O", 1),
        ("2026-Q2", "objective: O", 0),
        ("2025-Q4", "objective: O", 0),
        ("2026-Q1", "objective: O\nstatus: draft", 0),
        ("2026-Q1", "objective: O\nstatus: missed", 0),
    ] {
        let tree = late.replace("2026-Q1", cycle).replace("objective: O", head);
        assert_eq!(messages("off-track", &tree).len(), found, "{cycle} {head}");
    }
    let slack = "#: okr.yaml\npace: {on_track: 0.2, at_risk: 0}\n";
    assert!(messages("off-track", &format!("{slack}{late}")).is_empty());
}

/// A kpi and a key result that has it as guardrail.
fn guarded(kpi: &str, fields: &str) -> String {
    let guarded = key_result(&format!("{fields}, guardrails: [burns]"));
    format!("#: burns.yaml\nkpi: Burns\n{kpi}\n{guarded}")
}

#[test]
fn a_guardrail_counts_once_there_is_progress() {
    let broken = "target: at most 1\ncurrent: 4";
    let forward = "baseline: 0, target: 10, current: 5";
    for (kpi, fields, found) in [
        (broken, forward, 1),
        ("target: at most 1\ncurrent: 1", forward, 0),
        ("target: at most 1", forward, 0),
        ("current: 4", forward, 0),
        ("target: at most 1\ncurrent: 4\nstatus: dropped", forward, 0),
        (broken, "baseline: 0, target: 10, current: 0", 0),
        (broken, "baseline: 0, target: 10, current: -1", 0),
        (broken, "baseline: 0, target: 10", 0),
        (broken, "done: true", 1),
        (broken, "target: at least 5, current: 6", 0),
        (
            broken,
            "baseline: 0, target: 10, current: 5, status: dropped",
            0,
        ),
    ] {
        let tree = guarded(kpi, fields);
        assert_eq!(
            messages("guardrail-broken", &tree).len(),
            found,
            "{kpi} {fields}"
        );
    }
    let [subject, message, help] = &said("guardrail-broken", &guarded(broken, forward))[0];
    assert_eq!(subject, "o/kr1");
    assert!(message.ends_with("its guardrail `burns` is broken: `4` misses `at most 1`"));
    assert!(help.contains("`parent: burns`"), "{help}");
}

/// An unhealthy kpi, with an objective of another kind so that 2026-Q1 is the current cycle.
fn unhealthy(more: &str) -> String {
    let kpi = "#: payroll.yaml\nkpi: Paid on time\ntarget: at least 99.5%\ncurrent: 94%\n";
    let other = "#: 2026-Q1/other.yaml\nobjective: Other\n";
    format!("{kpi}{other}{more}")
}

#[test]
fn an_unhealthy_kpi_asks_for_an_objective_until_there_is_one() {
    let rule = "kpi-unhealthy";
    let [subject, message, help] = &said(rule, &unhealthy(""))[0];
    assert_eq!(subject, "payroll");
    assert_eq!(
        message,
        "this process misses its level: `94%` against `at least 99.5%`, and no objective of \
         2026-Q1 repairs it"
    );
    assert!(help.contains("`parent: payroll`"), "{help}");
    for (path, head, found) in [
        ("2026-Q1/fix", "parent: payroll", 0),
        ("2026-Q1/fix", "parent: payroll\nstatus: draft", 0),
        ("2026/fix", "parent: payroll", 0),
        ("2026-Q1/fix", "parent: payroll\nstatus: dropped", 1),
        ("2026-Q1/fix", "parent: payroll\nstatus: achieved", 1),
        ("2026-Q2/fix", "parent: payroll", 1),
        ("2025-Q4/fix", "parent: payroll", 1),
        ("2026-Q1/fix", "contributes_to: payroll", 1),
    ] {
        let tree = unhealthy(&format!("#: {path}.yaml\nobjective: Fix\n{head}\n"));
        assert_eq!(messages(rule, &tree).len(), found, "{path} {head}");
    }
}

#[test]
fn a_healthy_kpi_and_one_that_nobody_measured_ask_for_nothing() {
    for (fields, found) in [
        ("target: at least 99.5%\ncurrent: 94%", 1),
        ("target: at least 99.5%\ncurrent: 99.5%", 0),
        ("target: at least 99.5%", 0),
        ("current: 94%", 0),
        ("target: TBD\ncurrent: 94%", 0),
        ("target: confidential\ncurrent: 94%", 0),
        ("target: at least 99.5%\ncurrent: 94%\nstatus: dropped", 0),
        ("target: at least 99.5%\ncurrent: 94%\nstatus: draft", 0),
        (
            "target: 99.5%\ncheck_ins: [{date: 2026-01-01, value: 100%}, {date: 2026-02-01, value: 94%}]",
            1,
        ),
    ] {
        let tree = format!("#: payroll.yaml\nkpi: Paid on time\n{fields}\n");
        assert_eq!(messages("kpi-unhealthy", &tree).len(), found, "{fields}");
    }
}

#[test]
fn a_kpi_needs_a_level() {
    for (fields, found) in [
        ("current: 94%", 1),
        ("owner: finance", 1),
        ("current: 94%\nstatus: draft", 1),
        ("current: 94%\nstatus: dropped", 0),
        ("target: TBD", 0),
        ("target: confidential", 0),
        ("target: '7,5'", 0),
    ] {
        let tree = format!("#: payroll.yaml\nkpi: Paid on time\n{fields}\n");
        assert_eq!(
            messages("kpi-without-target", &tree).len(),
            found,
            "{fields}"
        );
    }
}
