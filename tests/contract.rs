//! The contract of the command line: exit codes, streams, what narrows and what silences, and that
//! the same tree gives the same bytes.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::{Run, environment, fixture, okr, okr_in, tree};

const CONFIG: (&str, &str) = ("okrs/okr.yaml", "organisation: Acme\n");
const GOAL: (&str, &str) = (
    "okrs/goals/found.yaml",
    "goal: Be found by everyone\nowner: ceo\n",
);
const OBJECTIVE: (&str, &str) = (
    "okrs/teams/web/2026-Q1/visits.yaml",
    "objective: Be worth a visit\nparent: fuond\nowner: ana\nkey_results:\n  - {id: visits, title: Visits, baseline: 10k, target: 12k}\n  - {id: return, title: Guests who return, baseline: 30%, target: 40%}\n",
);
const TEAM: (&str, &str) = ("okrs/teams/web/team.yaml", "team: Web\nowner: ana\n");

fn acme() -> tempfile::TempDir {
    tree(&[CONFIG, GOAL, OBJECTIVE, TEAM])
}

/// The findings of a concise run: path, line and column, then the rule.
fn concise(run: &Run) -> Vec<String> {
    run.out
        .lines()
        .map(|line| line.split("] ").next().unwrap().to_owned())
        .collect()
}

#[test]
fn findings_go_to_stdout_and_the_sum_to_stderr() {
    let folder = acme();
    let run = okr(folder.path(), &["check", "--format", "concise"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        concise(&run),
        ["okrs/teams/web/2026-Q1/visits.yaml:2:9: error[parent-not-found",]
    );
    assert_eq!(
        run.err,
        "3 files, 1 goal, 1 objective, 2 key results: 1 error; 1 fixable with --fix\n"
    );
    assert_eq!(okr(folder.path(), &["check", "-q"]).err, "");
}

#[test]
fn the_level_that_fails_is_a_choice() {
    let folder = acme();
    let code = |args: &[&str]| okr(folder.path(), &[&["check"], args].concat()).code;
    assert_eq!(code(&["--fail-on", "never"]), 0);
    assert_eq!(code(&["--level", "parent-not-found=info"]), 0);
    assert_eq!(
        code(&["--level", "parent-not-found=info", "--fail-on", "info"]),
        1
    );
    assert_eq!(
        code(&[
            "--level",
            "parent-not-found=off,goal-without-objective=off",
            "--fail-on",
            "info"
        ]),
        0
    );
    assert_eq!(
        code(&["--ignore", "parent-not-found", "--fail-on", "warning"]),
        0
    );
    assert_eq!(code(&["--ignore", "links", "--fail-on", "info"]), 0);
    assert_eq!(code(&["--select", "owner-missing", "--fail-on", "info"]), 0);
    assert_eq!(code(&["--select", "links"]), 1);
}

#[test]
fn wrong_arguments_exit_2_and_say_what_is_meant() {
    let folder = acme();
    for (args, message) in [
        (
            &["check", "--select", "parent-not-fuond"][..],
            "did you mean `parent-not-found`?",
        ),
        (
            &["check", "--ignore", "everything"],
            "`okr rules` lists them",
        ),
        (
            &["check", "--level", "parent-not-found"],
            "write RULE=LEVEL",
        ),
        (
            &["check", "--level", "parent-not-found=fatal"],
            "`error`, `warning`, `info` or `off`",
        ),
        (&["check", "--format", "xml"], "full, concise, json"),
        (
            &["check", "--format", "json", "--format", "full"],
            "only one format can go to standard output",
        ),
        (&["check", "--today", "2026-02-30"], "--today 2026-02-30"),
        (&["check", "--cycle", "2026-Q7"], "--cycle 2026-Q7"),
        (&["check", "nowhere"], "nowhere"),
        (&["check", "-C", "nowhere"], "nowhere"),
        (&["check", "--fail-on", "fatal"], "fatal"),
        (&["tree", "visit"], "did you mean visits?"),
        (&["tree", "visits/clicks"], "it has visits"),
        (&["tree", "--team", "wbe"], "did you mean web?"),
        (&["show", "team:nobody"], "there is no team `nobody`"),
        (&["tree", "web"], "did you mean team:web?"),
        (&["show", "clicks"], "there is no `clicks`"),
        (&["tree", "team:web"], "`okr tree --team web`"),
        (
            &["check", "--level", "links=off"],
            "a level is set for one rule",
        ),
        (&["show"], "REF"),
        (&["rules", "vague"], "`okr rules` lists them"),
        (&["chekc"], "check"),
        (&[], "Usage"),
    ] {
        let run = okr(folder.path(), args);
        assert_eq!(
            (run.code, run.out.as_str()),
            (2, ""),
            "{args:?}: {}",
            run.err
        );
        assert!(run.err.contains(message), "{args:?}: {}", run.err);
    }
}

#[test]
fn an_empty_folder_exits_3_and_says_what_was_looked_for_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap();
    let run = okr(folder.path(), &["check"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    assert!(
        run.err
            .contains("there is no okr.yaml and no okrs/okr.yaml"),
        "{}",
        run.err
    );
    assert!(run.err.contains(path.to_str().unwrap()), "{}", run.err);
    assert_eq!(okr(folder.path(), &["check", "--allow-empty"]).code, 0);
    assert_eq!(okr(folder.path(), &["tree"]).code, 3);
    fs::create_dir(folder.path().join("okrs")).unwrap();
    fs::write(folder.path().join("okrs/okr.yaml"), "").unwrap();
    let run = okr(folder.path(), &["check"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("no *.yaml"), "{}", run.err);
}

#[test]
fn a_config_that_does_not_parse_exits_2_and_a_wrong_key_in_it_is_a_finding() {
    let folder = tree(&[("okrs/okr.yaml", "organisation: [\n"), GOAL]);
    let run = okr(folder.path(), &["check"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("okrs/okr.yaml:1:"), "{}", run.err);
    let folder = tree(&[("okrs/okr.yaml", "organization: Acme\n"), GOAL]);
    let run = okr(
        folder.path(),
        &["check", "--format", "concise", "--ignore", "links"],
    );
    assert_eq!(run.code, 1);
    assert_eq!(
        concise(&run),
        ["okrs/okr.yaml:1:1: error[config-unknown-field"]
    );
}

#[test]
fn a_view_of_a_tree_with_errors_shows_what_it_can() {
    let folder = acme();
    let run = okr(folder.path(), &["tree"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("Be worth a visit"), "{}", run.out);
    assert!(run.err.contains("1 error in the tree"), "{}", run.err);
}

#[test]
fn paths_narrow_what_is_reported_never_what_is_read() {
    let folder = acme();
    let check = |args: &[&str]| {
        concise(&okr(
            folder.path(),
            &[&["check", "--format", "concise"], args].concat(),
        ))
    };
    let of_team = ["okrs/teams/web/2026-Q1/visits.yaml:2:9: error[parent-not-found"];
    assert_eq!(check(&["okrs/teams"]), of_team);
    assert_eq!(check(&["okrs/teams/web/2026-Q1/visits.yaml"]), of_team);
    assert_eq!(check(&["okrs/goals/found.yaml"]), [""; 0]);
    assert_eq!(check(&["."]), of_team);
    assert_eq!(okr(folder.path(), &["check", "okrs/goals"]).code, 0);
}

#[test]
fn paths_are_shown_from_the_folder_of_the_run() {
    let folder = acme();
    let team = folder.path().join("okrs/teams");
    fs::create_dir(folder.path().join(".git")).unwrap();
    let run = okr(&team, &["check", "--format", "concise"]);
    assert_eq!(
        concise(&run),
        ["web/2026-Q1/visits.yaml:2:9: error[parent-not-found",]
    );
    let json = okr(&team, &["check", "--format", "json"]).out;
    assert!(
        json.contains("\"path\": \"okrs/teams/web/2026-Q1/visits.yaml\""),
        "{json}"
    );
}

#[test]
fn a_path_that_holds_nothing_of_the_tree_does_not_pass_in_silence() {
    let folder = acme();
    fs::write(folder.path().join("notes.md"), "").unwrap();
    fs::write(folder.path().join("okrs/notes.md"), "").unwrap();
    let run = okr(folder.path(), &["check", "okrs/notes.md"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("holds no file of the tree"), "{}", run.err);
    let run = okr(folder.path(), &["check", "okrs/notes.md", "okrs/goals"]);
    assert_eq!(run.code, 0);
    assert!(run.err.contains("note: "), "{}", run.err);
    fs::create_dir(folder.path().join(".git")).unwrap();
    let run = okr(folder.path(), &["check", "notes.md"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("lies outside the tree"), "{}", run.err);
}

#[test]
fn a_report_does_not_replace_a_file_of_the_tree() {
    let folder = acme();
    for path in ["okrs/okr.yaml", "okrs/goals/found.yaml"] {
        let before = fs::read_to_string(folder.path().join(path)).unwrap();
        let run = okr(
            folder.path(),
            &["check", "--format", &format!("json={path}")],
        );
        assert_eq!(run.code, 2, "{}", run.out);
        assert_eq!(
            fs::read_to_string(folder.path().join(path)).unwrap(),
            before
        );
    }
}

#[test]
fn nothing_to_check_is_still_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let run = okr(
        folder.path(),
        &["check", "--allow-empty", "--format", "json"],
    );
    assert_eq!(run.code, 0);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["summary"]["files"], 0);
}

#[cfg(unix)]
#[test]
fn links_are_never_followed_not_even_for_the_config() {
    let folder = tree(&[("secret.yaml", "organisation: Secret\n"), GOAL]);
    std::os::unix::fs::symlink("../secret.yaml", folder.path().join("okrs/okr.yaml")).unwrap();
    let run = okr(folder.path(), &["check"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("okr.yaml is no regular file"),
        "{}",
        run.err
    );
}

#[cfg(unix)]
#[test]
fn a_report_does_not_destroy_what_is_no_file() {
    let folder = acme();
    fs::write(folder.path().join("real.json"), "").unwrap();
    std::os::unix::fs::symlink("real.json", folder.path().join("link.json")).unwrap();
    okr(folder.path(), &["check", "--format", "json=link.json"]);
    assert!(folder.path().join("link.json").is_symlink());
    assert!(
        fs::read_to_string(folder.path().join("real.json"))
            .unwrap()
            .contains("okr-check/1")
    );
    let run = okr(folder.path(), &["check", "--format", "json=/dev/null"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    let run = okr(
        folder.path(),
        &["check", "--format", "json=no/such/place.json"],
    );
    assert!(!run.err.contains(".tmp"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_report_can_be_read_by_others() {
    use std::os::unix::fs::PermissionsExt;
    let folder = acme();
    okr(folder.path(), &["check", "--format", "json=report.json"]);
    let usual = folder.path().join("usual");
    fs::write(&usual, "").unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(folder.path().join("report.json")), mode(usual));
}

#[test]
fn a_reader_of_stderr_that_goes_away_changes_nothing() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let folder = acme();
    let args = ["okr", "check"].map(std::ffi::OsString::from);
    let verdict = ::okr::cli::run(
        args,
        &environment(folder.path()),
        &mut &b""[..],
        &mut Vec::new(),
        &mut Gone,
    );
    assert_eq!(verdict.code(), 1);
}

#[test]
fn a_folder_without_a_config_is_read_where_it_is_named() {
    let folder = tree(&[(
        "plans/goal.yaml",
        "goal: Be found\nowner: ceo\nmood: good\n",
    )]);
    assert_eq!(okr(folder.path(), &["check"]).code, 3);
    for args in [
        &["check", "plans", "--format", "concise"][..],
        &["check", "-C", "plans", "--format", "concise"],
    ] {
        let run = okr(folder.path(), args);
        assert_eq!(run.code, 1, "{args:?}: {}", run.err);
        assert!(run.out.contains("unknown-field"), "{}", run.out);
    }
}

#[test]
fn what_git_ignores_and_what_is_hidden_is_not_read() {
    let folder = tree(&[
        CONFIG,
        GOAL,
        ("okrs/drafts/half.yaml", "goal: [\n"),
        ("okrs/.cache/half.yaml", "goal: [\n"),
        ("okrs/vendored/half.yaml", "goal: [\n"),
        (".gitignore", "drafts/\n"),
    ]);
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::create_dir(folder.path().join("okrs/vendored/.git")).unwrap();
    let run = okr(folder.path(), &["check"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.err.starts_with("1 file,"), "{}", run.err);
}

#[test]
fn several_formats_go_to_several_places() {
    let folder = acme();
    let run = okr(
        folder.path(),
        &[
            "check",
            "--format",
            "concise",
            "--format",
            "json=report.json",
        ],
    );
    assert_eq!(run.code, 1);
    assert_eq!(concise(&run).len(), 1);
    let report = fs::read_to_string(folder.path().join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["format"], "okr-check/1");
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(
        okr(
            folder.path(),
            &["check", "--format", "json=no/such/folder.json"]
        )
        .code,
        2
    );
}

#[test]
fn ignores_hide_what_they_name_and_nothing_else() {
    let ignored = OBJECTIVE.1.replace(
        "parent: fuond",
        "parent: fuond  # okr: ignore[parent-not-found] moves next week",
    );
    let folder = tree(&[CONFIG, GOAL, TEAM, (OBJECTIVE.0, &ignored)]);
    let run = okr(folder.path(), &["check"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.err.contains("(1 ignored)"), "{}", run.err);
    assert_eq!(okr(folder.path(), &["check", "--no-ignores"]).code, 1);
}

#[test]
fn overrides_go_over_rules_and_the_command_line_over_both() {
    let config = "rules:\n  parent-not-found: info\noverrides:\n  - paths: [\"teams/web/**\"]\n    rules: {parent-not-found: warning}\n";
    let folder = tree(&[("okrs/okr.yaml", config), GOAL, OBJECTIVE, TEAM]);
    let check = |args: &[&str]| {
        okr(
            folder.path(),
            &[
                &[
                    "check",
                    "--format",
                    "concise",
                    "--select",
                    "parent-not-found",
                ],
                args,
            ]
            .concat(),
        )
        .out
    };
    assert!(check(&[]).contains("warning[parent-not-found]"));
    assert!(check(&["--level", "parent-not-found=error"]).contains("error[parent-not-found]"));
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    for name in ["links", "measures", "world"] {
        for args in [
            &["check"][..],
            &["check", "--format", "json"],
            &["tree"],
            &["tree", "--format", "json", "--cycle", "all"],
        ] {
            assert_eq!(
                okr(&fixture(name), args),
                okr(&fixture(name), args),
                "{name} {args:?}"
            );
        }
    }
}

#[test]
fn the_day_comes_from_the_flag_then_the_environment_then_the_clock() {
    let folder = acme();
    let mut around = environment(folder.path());
    let today = |around: &common::Around, args: &[&str]| {
        let run = okr_in(
            around,
            &[&["rules", "invalid-yaml", "--format", "json"], args].concat(),
        );
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        report["today"].as_str().unwrap().to_owned()
    };
    assert_eq!(today(&around, &[]), "2026-02-14");
    around
        .variables
        .insert("OKR_TODAY".into(), "2026-03-01".into());
    assert_eq!(today(&around, &[]), "2026-03-01");
    assert_eq!(today(&around, &["--today", "2026-03-02"]), "2026-03-02");
    around.variables.insert("OKR_TODAY".into(), "soon".into());
    assert_eq!(okr_in(&around, &["check"]).code, 2);
}

#[test]
fn colour_follows_flag_then_environment_then_terminal() {
    let folder = acme();
    let coloured = |terminal: bool, variables: &[(&str, &str)], args: &[&str]| {
        let mut around = environment(folder.path());
        around.out_is_terminal = terminal;
        for (name, value) in variables {
            around.variables.insert((*name).into(), (*value).into());
        }
        okr_in(&around, &[&["tree"], args].concat())
            .out
            .contains('\u{1b}')
    };
    assert!(!coloured(false, &[], &[]));
    assert!(coloured(true, &[], &[]));
    assert!(!coloured(true, &[("NO_COLOR", "1")], &[]));
    assert!(!coloured(true, &[("TERM", "dumb")], &[]));
    assert!(coloured(false, &[("FORCE_COLOR", "1")], &[]));
    assert!(coloured(false, &[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!coloured(
        false,
        &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")],
        &[]
    ));
    assert!(coloured(
        false,
        &[("NO_COLOR", "1")],
        &["--color", "always"]
    ));
    assert!(!coloured(
        true,
        &[("FORCE_COLOR", "1")],
        &["--color", "never"]
    ));
}

#[test]
fn init_writes_a_tree_without_findings_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let run = okr(folder.path(), &["init"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(run.out.lines().next(), Some("okrs/okr.yaml"));
    let run = okr(folder.path(), &["check", "--fail-on", "info"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    let shown = okr(folder.path(), &["tree", "--format", "json"]).out;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let nodes = shown["nodes"].as_array().unwrap();
    let depths: Vec<_> = nodes
        .iter()
        .filter(|node| node["kind"] != "kpi")
        .map(|node| node["depth"].as_u64().unwrap())
        .collect();
    assert_eq!(depths, [0, 1, 2]);
    assert!(
        nodes
            .iter()
            .filter(|node| node["kind"] == "objective")
            .all(|node| node["key_results"].as_array().unwrap().len() >= 2)
    );

    let goal = folder.path().join("okrs/goals/loved-by-customers.yaml");
    fs::write(&goal, "goal: Mine\n").unwrap();
    assert_eq!(okr(folder.path(), &["init"]).code, 2);
    fs::remove_file(folder.path().join("okrs/okr.yaml")).unwrap();
    let run = okr(folder.path(), &["init"]);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(
        run.err.contains("loved-by-customers.yaml is already there"),
        "{}",
        run.err
    );
    assert_eq!(fs::read_to_string(goal).unwrap(), "goal: Mine\n");
    assert!(!folder.path().join("okrs/okr.yaml").exists());
}

#[test]
fn init_makes_the_folder_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        okr(folder.path(), &["init", "later", "--cycle", "2027-H1"]).code,
        0
    );
    assert!(folder.path().join("later/okrs/company/2027-H1").is_dir());
    let run = okr(folder.path(), &["init", "never", "--cycle", "2026-Q9"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--cycle 2026-Q9"), "{}", run.err);
    assert_eq!(okr(folder.path(), &["init", "new/place"]).code, 0);
    assert_eq!(
        okr(
            folder.path(),
            &["check", "-C", "new/place", "--fail-on", "info"]
        )
        .code,
        0
    );
}

#[test]
fn help_and_version_go_to_stdout() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["--help"][..],
        &["--version"],
        &["check", "--help"],
        &["tree", "-h"],
    ] {
        let run = okr(folder.path(), args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(!run.out.is_empty());
    }
}

/// The real program: a reader that goes away, and the second name.
#[cfg(unix)]
#[test]
fn a_closed_pipe_changes_nothing_about_the_exit_code() {
    use std::process::{Command, Stdio};
    let folder = acme();
    for program in [env!("CARGO_BIN_EXE_okr"), env!("CARGO_BIN_EXE_git-okr")] {
        let mut child = Command::new(program)
            .args(["check", "--today", "2026-02-14"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full");
    if let Ok(full) = full {
        let status = Command::new(env!("CARGO_BIN_EXE_okr"))
            .args(["--help"])
            .stdout(full)
            .stderr(Stdio::null())
            .status();
        assert_eq!(status.unwrap().code(), Some(2));
    }
}
