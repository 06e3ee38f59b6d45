//! How the numbers of time are printed, and how long printing takes.

use std::time::Duration;

use cpu_time::ThreadTime;

use super::*;

/// The shortest of a few times that text, Markdown and a table take for so many teams.
fn took(teams: usize, parent: fn(usize) -> String) -> Duration {
    let files = (0..teams).fold(String::new(), |files, n| {
        let parent = parent(n);
        files
            + &format!(
                "#: teams/t{n}/team.yaml\nteam: T\ncapacity: 3.7 people\n\
                 allocation: {{strategic: 80%, maintenance: 20%}}\n{parent}\n\
                 #: teams/t{n}/2026-Q1/o{n}.yaml\nobjective: O\nallocation: 33%\n"
            )
    });
    let shown = planned(&files);
    let once = || {
        let start = ThreadTime::now();
        text(&shown, 100);
        markdown(&shown);
        csv(&shown);
        start.elapsed()
    };
    once().min(once())
}

#[test]
fn many_teams_take_as_long_as_they_are_many() {
    for parent in [(|_| String::new()) as fn(usize) -> String, |n| {
        format!("parent: t{}", n + 1)
    }] {
        let (few, many) = (took(50, parent), took(200, parent));
        // Its square would be sixteen.
        assert!(many < few * 12, "{few:?}, then {many:?}");
    }
}

#[test]
fn what_is_written_or_the_same_is_printed_alike() {
    let files = "#: goals/g.yaml\ngoal: Win\n#: teams/t/team.yaml\nteam: T\ncapacity: 4 people\n\
        allocation: {strategic: 80%, maintenance: 16.5%, operations: 3.5%}\nmaintenance:\n\
        \x20 - {title: A, kind: bug, share: 8.25%}\n  - {title: B, kind: bug, share: 8.25%}\n\
        #: teams/t/2026-Q1/o.yaml\nobjective: O\nparent: g\nallocation: 16%\n\
        #: teams/big/team.yaml\nteam: Big\ncapacity: 123456789012345678901 people\n\
        allocation: {strategic: 100%}\n";
    let text = text(&planned(files), 100);
    assert_eq!(text.matches(" 8.25%").count(), 2, "{text}");
    assert_eq!(text.matches(" 0.64 people").count(), 2, "{text}");
    assert!(
        text.contains("0.66 people") && text.contains("0.14 people"),
        "{text}"
    );
    assert!(text.contains("  123456789012345678901 people\n"), "{text}");
}

#[test]
fn trailers_name_goals_and_long_nonsense() {
    let (snapshot, config) = tree_of(STREAMLY);
    let mut counting = Counting::new(&snapshot, &config, &cycle(), TODAY);
    let long = "x".repeat(500);
    for commit in [
        commit(1, "priya", 2, "One", &[("OKR", "streaming-leader")]),
        commit(
            2,
            "priya",
            3,
            "Two",
            &[("Operations", &long), ("OKR", &long)],
        ),
    ] {
        counting.take(LogEntry::Commit(commit));
    }
    let actual = counting.finish();
    let mut wanted = wanted();
    wanted.teams = snapshot.iter_teams().map(|(id, _)| id).collect();
    let shown = allocation(&snapshot, &config, &wanted, Some(&actual));
    let text = text(&shown, 100);
    assert!(text.contains("● Become a leader"), "{text}");
    assert!(!text.contains("▸ Become a leader"), "{text}");
    assert!(text.contains("2 commits of all teams"), "{text}");
    assert!(csv(&shown).contains(",streaming-leader,goal,"));
    let is_long = |line: &str| line.contains(&long[..61]) && line.contains("OKR:");
    assert!(!text.lines().chain(markdown(&shown).lines()).any(is_long));
}
