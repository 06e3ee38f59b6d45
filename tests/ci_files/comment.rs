//! What writes the comment on a pull request: the one script that may write, over an artefact that
//! anyone may have made.

use std::fs;

use crate::job::Job;
use crate::source::script;

/// A `gh` that answers what the variables say, and writes down what it was asked to write.
const GH: &str = r#"#!/bin/bash
case "$*" in
  "api repos/o/r/actions/runs/9/artifacts?name=okr-comment --jq "*) echo "$ARTIFACTS" ;;
  "run download 9 --repo o/r --name okr-comment --dir "*) cp -R "$ARTIFACT" "${@: -1}" ;;
  "api repos/o/r/pulls/7 --jq "*) echo "$STATE" ;;
  "api --paginate repos/o/r/issues/7/comments?per_page=100 --jq "*) printf '%s' "$COMMENTS" ;;
  "api --silent "*)
    body=${@: -1}
    printf '%s\n' "${@:3:$#-4}" > "$WRITTEN"
    cat "${body#body=@}" >> "$WRITTEN" ;;
  *) echo "an unexpected call: $*" >&2; exit 99 ;;
esac
"#;

#[test]
fn the_comment_is_written_only_where_it_belongs() {
    const PAGE: &str = "<!-- okr-diff -->\n**1 goalpost eased**\n";
    const NEW: &str = "repos/o/r/issues/7/comments\n";
    const ANEW: &str = "--method\nPATCH\nrepos/o/r/issues/comments/41\n";
    struct Case {
        number: &'static str,
        changed: &'static str,
        page: &'static str,
        state: &'static str,
        comments: &'static str,
        artifacts: &'static str,
    }
    const GOOD: Case = Case {
        number: "7\n",
        changed: "true\n",
        page: PAGE,
        state: "open 5ee",
        comments: "",
        artifacts: "1",
    };
    let written = |how: &str| format!("{how}{PAGE}");
    let cases = [
        (GOOD, 0, written(NEW)),
        (
            Case {
                comments: "41\n42\n",
                ..GOOD
            },
            0,
            written(ANEW),
        ),
        (
            Case {
                changed: "false\n",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (
            Case {
                changed: "false\n",
                comments: "41",
                ..GOOD
            },
            0,
            written(ANEW),
        ),
        // Other commits by now, closed, or another pull request than the one that was checked.
        (
            Case {
                state: "open 0dd",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (
            Case {
                state: "closed 5ee",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (
            Case {
                artifacts: "0",
                ..GOOD
            },
            0,
            String::new(),
        ),
        (Case { number: "", ..GOOD }, 1, String::new()),
        (
            Case {
                number: "-7",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "07",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "7\n8",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "7/../../x",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "$(touch pwned)",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "a[$(touch pwned)]",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                number: "99999999999999999999999",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (
            Case {
                page: "$(touch pwned)",
                ..GOOD
            },
            1,
            String::new(),
        ),
        (Case { page: "", ..GOOD }, 1, String::new()),
        (
            Case {
                page: "<!-- okr-diff -->\n@team `touch pwned` a@<!-- -->b @",
                ..GOOD
            },
            0,
            format!("{NEW}<!-- okr-diff -->\n@<!-- -->team `touch pwned` a@<!-- -->b @"),
        ),
    ];
    let script = script(".github/workflows/okr-comment.yml", "gh api");
    for (case, code, expected) in cases {
        let job = Job::empty();
        job.program("gh", GH);
        let artifact = job.beside("artifact");
        fs::create_dir(&artifact).unwrap();
        fs::write(artifact.join("number"), case.number).unwrap();
        fs::write(artifact.join("changed"), case.changed).unwrap();
        fs::write(artifact.join("page.md"), case.page).unwrap();
        let mut command = job.command("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script])
            .env("REPOSITORY", "o/r")
            .env("RUN", "9")
            .env("HEAD", "5ee")
            .env("FOLDER", job.beside("temporary/okr-comment"))
            .env("ARTIFACT", &artifact)
            .env("ARTIFACTS", case.artifacts)
            .env("STATE", case.state)
            .env("COMMENTS", case.comments)
            .env("WRITTEN", job.beside("written"));
        let done = job.done(&mut command);
        let what = format!(
            "{:?} {:?} {:?} {done:?}",
            case.number, case.page, case.state
        );
        assert_eq!(done.code, code, "{what}");
        assert_eq!(job.told("written"), expected, "{what}");
    }
}

#[test]
fn an_artefact_with_links_or_gaps_is_refused() {
    let script = script(".github/workflows/okr-comment.yml", "gh api");
    for gap in ["number", "changed", "page.md"] {
        for link in [false, true] {
            let job = Job::empty();
            job.program("gh", GH);
            let artifact = job.beside("artifact");
            fs::create_dir(&artifact).unwrap();
            for (name, text) in [
                ("number", "7"),
                ("changed", "true"),
                ("page.md", "<!-- okr-diff -->"),
            ] {
                fs::write(job.beside(name), text).unwrap();
                match (name == gap, link) {
                    (false, _) => fs::write(artifact.join(name), text).unwrap(),
                    (true, true) => {
                        std::os::unix::fs::symlink(job.beside(name), artifact.join(name)).unwrap();
                    }
                    (true, false) => {}
                }
            }
            let mut command = job.command("bash");
            command
                .args(["-eo", "pipefail", "-c", &script])
                .env("REPOSITORY", "o/r")
                .env("RUN", "9")
                .env("HEAD", "5ee")
                .env("FOLDER", job.beside("temporary/okr-comment"))
                .env("ARTIFACT", &artifact)
                .env("ARTIFACTS", "1")
                .env("STATE", "open 5ee")
                .env("COMMENTS", "")
                .env("WRITTEN", job.beside("written"));
            let done = job.done(&mut command);
            assert_eq!(
                (done.code, job.told("written").as_str()),
                (1, ""),
                "{done:?}"
            );
        }
    }
}
