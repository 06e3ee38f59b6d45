//! One new document of a kind, with what is known of it filled in, and the rest marked as still to be
//! written.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::edit::{Change, Place, Refused, Value, changed};
use crate::model::config::Policy;
use crate::model::{Kind, percent};

/// What is known of a new document. What is none is left to whoever writes it, or not needed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Its id, where its file's name does not say it.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What it serves; of a team the team above it.
    pub parent: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Its team, where its folder does not say it.
    pub team: Option<String>,
    /// Its cycle, where its folder does not say it.
    pub cycle: Option<String>,
}

/// The text of a new document: templates by kind, in which `NEXT_YEAR` stands for the year after
/// `today`, and `BUCKETS` for the split of a team's time by `policy`.
///
/// # Errors
/// Where what is known cannot be written.
pub fn document(
    kind: Kind,
    known: &Known,
    policy: &Policy,
    today: Date,
) -> Result<String, Refused> {
    let template = match kind {
        Kind::Goal => include_str!("new/goal.yaml"),
        Kind::Objective => include_str!("new/objective.yaml"),
        Kind::Kpi => include_str!("new/kpi.yaml"),
        Kind::Team => include_str!("new/team.yaml"),
    };
    let text = template
        .replace("NEXT_YEAR", &(today.year() + 1).to_string())
        .replace("BUCKETS", &buckets(policy));
    let fields: [(&str, &Option<String>, &'static [&'static str]); 6] = [
        (kind.name(), &known.title, &[]),
        ("id", &known.id, &["objective", "goal", "kpi"]),
        ("team", &known.team, &["id", "objective", "goal", "kpi"]),
        ("cycle", &known.cycle, &["team", "id", "objective"]),
        (
            "parent",
            &known.parent,
            &["cycle", "team", "id", "objective"],
        ),
        (
            "owner",
            &known.owner,
            &[
                "parent",
                "cycle",
                "why",
                "team",
                "id",
                "objective",
                "goal",
                "kpi",
            ],
        ),
    ];
    let known: Vec<_> = fields
        .into_iter()
        .filter_map(|(key, value, after)| Some((key, value.as_ref()?, after)))
        .collect();
    // What is filled in needs no line that asks for it.
    let asks = |line: &str| {
        let mut keys = known.iter().map(|(key, ..)| *key);
        keys.any(|key| line.starts_with(&format!("# {key}: ")))
    };
    let text: String = text
        .split_inclusive('\n')
        .filter(|line| !asks(line))
        .collect();
    let changes: Vec<Change> = known
        .iter()
        .map(|(key, value, after)| Change::Set {
            at: Place::document(0).key(key),
            value: Value::Text((*value).clone()),
            after,
        })
        .collect();
    changed(&text, &changes)
}

/// How a team's whole time is split by `policy`, a line for each bucket.
fn buckets(policy: &Policy) -> String {
    let rest = Decimal::ONE.saturating_sub(policy.operations);
    let of_rest = |share: Decimal| percent(share.saturating_mul(rest));
    let mut lines = vec![
        format!("  strategic: {}", of_rest(policy.strategic)),
        format!("  maintenance: {}", of_rest(policy.maintenance)),
    ];
    if !policy.operations.is_zero() {
        lines.push(format!("  operations: {}", percent(policy.operations)));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;

    use super::*;

    fn written(kind: Kind, known: &Known) -> String {
        document(kind, known, &Policy::default(), date(2026, 2, 14)).unwrap()
    }

    #[test]
    fn what_is_known_stands_in_its_place() {
        let some = |text: &str| Some(text.to_owned());
        let known = Known {
            id: some("x.okr"),
            title: some("Paid: on time"),
            parent: some("found/visits"),
            owner: some("mia"),
            team: some("web"),
            cycle: some("2026-Q1"),
        };
        let text = written(Kind::Objective, &known);
        assert!(
            text.contains(
                "\nobjective: \"Paid: on time\"\nid: x.okr\nteam: web\ncycle: 2026-Q1\nparent: found/visits\nowner: mia\n# What is still"
            ),
            "{text}"
        );
        let known = Known {
            title: some("Web"),
            owner: some("mia"),
            parent: some("product"),
            ..Known::default()
        };
        let text = written(Kind::Team, &known);
        assert!(
            text.contains("\nteam: Web\nparent: product\nowner: mia\n# members"),
            "{text}"
        );
        assert!(
            text.ends_with("allocation:\n  strategic: 80%\n  maintenance: 20%\n"),
            "{text}"
        );
    }

    #[test]
    fn what_is_not_known_is_asked_for() {
        for (kind, lines) in [
            (
                Kind::Goal,
                &[
                    "goal: TBD (",
                    "# owner: ",
                    "# horizon: until when it is meant to hold, such as 2027",
                ][..],
            ),
            (
                Kind::Objective,
                &["objective: TBD (", "# parent: ", "# owner: "],
            ),
            (Kind::Kpi, &["kpi: TBD (", "# owner: ", "target: TBD"]),
            (Kind::Team, &["team: TBD", "# owner: ", "# members: "]),
        ] {
            let text = written(kind, &Known::default());
            for line in lines {
                assert!(
                    text.lines().any(|own| own.starts_with(line)),
                    "{line}: {text}"
                );
            }
            assert!(
                text.lines().all(|line| line.chars().count() <= 100),
                "{text}"
            );
        }
    }
}
