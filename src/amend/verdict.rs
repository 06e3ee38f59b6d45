//! The verdict on an objective or a key result at the close of its cycle.

use rust_decimal::Decimal;

use super::standing;
use crate::edit::{Change, Refused, Value};
use crate::model::{Status, percent};
use crate::snapshot::{Place, Snapshot};

/// What somebody gives an objective or a key result at the close. What is none stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    /// How it ended.
    pub status: Option<Status>,
    /// The final score, as written.
    pub score: Option<String>,
    /// What there is to say about the score.
    pub result: Option<String>,
    /// Why it was dropped or postponed.
    pub reason: Option<String>,
}

impl Given {
    /// Whether nothing is given.
    #[must_use]
    pub const fn says_nothing(&self) -> bool {
        self.status.is_none()
            && self.score.is_none()
            && self.result.is_none()
            && self.reason.is_none()
    }
}

/// A score as it is written into a file: a bare number, above 2 a percentage, because a bare number
/// there would read like one of ten.
#[must_use]
pub fn score_text(score: Decimal) -> String {
    match score > Decimal::TWO {
        true => percent(score),
        false => score.normalize().to_string(),
    }
}

/// The changes that write a verdict down.
///
/// # Errors
/// Where the file has faults.
pub fn verdict(snapshot: &Snapshot, place: Place, given: &Given) -> Result<Vec<Change>, Refused> {
    let at = standing(snapshot, place)?;
    let node = snapshot.node(place.node);
    let key_result = place
        .key_result
        .and_then(|position| node?.key_results().get(position));
    let mut changes = Vec::new();
    // A bare text is a milestone of that title.
    if key_result.is_some_and(|own| own.span == own.title.span) {
        changes.push(Change::Wrap {
            at: at.clone(),
            key: "title",
        });
    }
    // Of an objective it stands with what is said of it as a whole, above its key results.
    let ahead: [&'static [&'static str]; 3] = match key_result {
        Some(_) => [&[], &["status"], &["score", "status"]],
        None => [&HEAD, &SCORE_HEAD, &RESULT_HEAD],
    };
    let mut set = |key: &str, value: Option<String>, after: &'static [&'static str]| {
        changes.extend(value.map(|value| Change::Set {
            at: at.key(key),
            value: Value::Text(value),
            after,
        }));
    };
    let status = given.status.map(|status| status.name().to_owned());
    set("status", status, ahead[0]);
    set("score", given.score.clone(), ahead[1]);
    set("result", given.result.clone(), ahead[2]);
    let reason_head = if key_result.is_some() {
        &["status"][..]
    } else {
        &SCORE_HEAD
    };
    set("reason", given.reason.clone(), reason_head);
    Ok(changes)
}

/// What is said of an objective as a whole, from the last to the first.
const HEAD: [&str; 8] = [
    "allocation",
    "commitment",
    "owner",
    "contributes_to",
    "parent",
    "cycle",
    "team",
    "objective",
];
const SCORE_HEAD: [&str; 9] = {
    let [a, b, c, d, e, f, g, h] = HEAD;
    ["status", a, b, c, d, e, f, g, h]
};
const RESULT_HEAD: [&str; 10] = {
    let [a, b, c, d, e, f, g, h] = HEAD;
    ["score", "status", a, b, c, d, e, f, g, h]
};

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::edit::changed;
    use crate::testing::tree_of;

    /// What a verdict makes of a file: on its objective, or on one of the key results.
    fn after(text: &str, key_result: Option<usize>, said: &Given) -> String {
        let (snapshot, _) = tree_of(&format!("#: teams/a/2026-Q1/o.yaml\n{text}"));
        let (node, _) = snapshot.iter().next().unwrap();
        let changes = verdict(&snapshot, Place { node, key_result }, said).unwrap();
        changed(text, &changes).unwrap()
    }

    fn given(status: Status, score: &str, result: &str, reason: &str) -> Given {
        let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Given {
            status: Some(status),
            score: said(score),
            result: said(result),
            reason: said(reason),
        }
    }

    #[test]
    fn a_verdict_stands_above_the_key_results() {
        for (text, said, expected) in [
            (
                "objective: O\nparent: p # the goal\nowner: x\nkey_results:\n  - A\n",
                given(Status::Missed, "0.4", "", ""),
                "objective: O\nparent: p # the goal\nowner: x\nstatus: missed\nscore: 0.4\nkey_results:\n  - A\n",
            ),
            (
                "objective: O\nstatus: active   # for now\nkey_results: [A]\n",
                given(Status::Achieved, "0.75", "Nearly: all of it", ""),
                "objective: O\nstatus: achieved   # for now\nscore: 0.75\nresult: \"Nearly: all of it\"\nkey_results: [A]\n",
            ),
            (
                "key_results:\n  - A\nobjective: O\n",
                given(Status::Dropped, "", "", "The archive is sold"),
                "key_results:\n  - A\nobjective: O\nstatus: dropped\nreason: The archive is sold\n",
            ),
            (
                "objective: O\nallocation: 40%\nkey_results:\n  - A",
                given(Status::Postponed, "0.1", "A start", "No people"),
                "objective: O\nallocation: 40%\nstatus: postponed\nreason: No people\nscore: 0.1\nresult: A start\nkey_results:\n  - A",
            ),
            (
                "objective: O\r\nscore: 0.5\r\nkey_results:\r\n  - A\r\n",
                given(Status::Missed, "0.6", "", ""),
                "objective: O\r\nstatus: missed\r\nscore: 0.6\r\nkey_results:\r\n  - A\r\n",
            ),
            (
                "objective: O\nstatus: active\nkey_results: [A]\n",
                given(Status::Missed, "", "A start", ""),
                "objective: O\nstatus: missed\nresult: A start\nkey_results: [A]\n",
            ),
            (
                "{objective: O, owner: x, key_results: [A]}\n",
                given(Status::Missed, "0", "", ""),
                "{objective: O, owner: x, status: missed, score: 0, key_results: [A]}\n",
            ),
        ] {
            assert_eq!(after(text, None, &said), expected, "{text}");
        }
    }

    #[test]
    fn a_key_result_gets_its_own() {
        let score = Given {
            score: Some("0.37".to_owned()),
            ..Given::default()
        };
        for (text, position, said, expected) in [
            (
                "objective: O\nkey_results:\n  - id: k\n    title: T # why\n    target: 9\n  - B\n",
                0,
                &score,
                "objective: O\nkey_results:\n  - id: k\n    title: T # why\n    target: 9\n    score: 0.37\n  - B\n",
            ),
            (
                "objective: O\nkey_results:\n  - A\n  - Ship it\n",
                1,
                &given(Status::Dropped, "", "", "Nobody asked for it"),
                "objective: O\nkey_results:\n  - A\n  - title: Ship it\n    status: dropped\n    reason: Nobody asked for it\n",
            ),
            (
                "objective: O\nkey_results:\n  - {title: T, target: 9}\n",
                0,
                &given(Status::Missed, "0.2", "Late", ""),
                "objective: O\nkey_results:\n  - {title: T, target: 9, status: missed, score: 0.2, result: Late}\n",
            ),
        ] {
            assert_eq!(after(text, Some(position), said), expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_written_of_what_is_not_given() {
        let text = "objective: O\nstatus: missed\nscore: 40%\nkey_results: [A]\n";
        assert!(Given::default().says_nothing());
        assert_eq!(after(text, None, &Given::default()), text);
    }

    #[test]
    fn a_score_is_written_so_that_it_reads_back() {
        for (score, text) in [
            ("0.70", "0.7"),
            ("0", "0"),
            ("1.28", "1.28"),
            ("2", "2"),
            ("3.5", "350%"),
        ] {
            assert_eq!(score_text(Decimal::from_str_exact(score).unwrap()), text);
            let back = crate::model::Share::parse_open(&text.into())
                .unwrap()
                .value();
            assert_eq!(back, Decimal::from_str_exact(score).unwrap());
        }
    }
}
