//! Whether a process of business as usual still produces its result.

use crate::model::Kpi;

use super::progress::{keeps, placed};

/// Whether the latest value of a kpi meets its target; `None` where either is missing, withheld or
/// unreadable, where they do not fit together, or where the target is a change, which is no level.
/// A target that is a plain number is read as `at least`, since it names no side; write `at most`
/// for what has to stay low.
#[must_use]
pub fn of_kpi(kpi: &Kpi) -> Option<bool> {
    let target = &kpi.target.as_ref()?.value;
    let (aim, value) = placed(None, target, &kpi.measurement, &kpi.common)?;
    keeps(target, &aim, value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::model::Content;

    fn healthy(fields: &str) -> Option<bool> {
        let text = format!("kpi: People are paid on time\n{fields}\n");
        let parsed = crate::parse::documents(text.as_bytes());
        match &parsed.documents.first().unwrap().content {
            Content::Kpi(kpi) => of_kpi(kpi),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_kpi_is_healthy_while_its_latest_value_meets_the_target() {
        for (fields, expected) in [
            // 99.8 ≥ 99.5
            ("target: at least 99.5%\ncurrent: 99.8%", Some(true)),
            ("target: at least 99.5%\ncurrent: 99.5%", Some(true)),
            ("target: at least 99.5%\ncurrent: 99.4%", Some(false)),
            ("target: above 99.5%\ncurrent: 99.5%", Some(false)),
            // 0.5 h = 1800 s, at most 45 min = 2700 s
            ("target: at most 45 min\ncurrent: 0.5 h", Some(true)),
            ("target: at most 45 min\ncurrent: 1h", Some(false)),
            // A plain value is taken as `at least`.
            ("target: 99%\ncurrent: 99.2%", Some(true)),
            ("target: 99%\ncurrent: 98%", Some(false)),
            ("target: 4.5/5\ncurrent: 4.6/5", Some(true)),
            ("target: 90% to 110%\ncurrent: 110%", Some(true)),
            ("target: 90% to 110%\ncurrent: 111%", Some(false)),
            ("target: at least 90\nunit: '%'\ncurrent: 91%", Some(true)),
            (
                "target: at least 90%\ncheck_ins:\n- {date: 2026-02-01, value: 95%}\n- {date: 2026-03-01, value: 85%}",
                Some(false),
            ),
            ("target: at least 99.5%", None),
            ("current: 99.8%", None),
            ("target: TBD\ncurrent: 99.8%", None),
            ("target: confidential\ncurrent: 99.8%", None),
            ("target: at least 99.5%\ncurrent: confidential", None),
            ("target: at least 99.5%\ncurrent: 12 days", None),
            ("target: +5%\ncurrent: +6%", None),
            // `7,5` can be read in two ways; the check-in is not the latest value then.
            (
                "target: at least 7\ncurrent: 7,5\ncheck_ins:\n- {date: 2026-02-01, value: 8}",
                None,
            ),
        ] {
            assert_eq!(healthy(fields), expected, "{fields}");
        }
    }
}
