//! Where one key result or kpi stands: what a check-in changes of it.

use crate::snapshot::Place;
use crate::views::figures::{Basis, Figures, figures};

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Where it stands.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// The latest value as written; of a milestone how far it is said to be. None where nothing is.
    pub value: Option<String>,
    /// What that comes to.
    pub figures: Figures,
}

/// Where the key result or kpi at `place` stands; none for anything else.
#[must_use]
pub fn standing(basis: Basis<'_>, place: Place) -> Option<Standing> {
    let node = basis.snapshot.node(place.node)?;
    let (own, of_key_results) = figures(basis, node);
    let (figures, measurement) = match place.key_result {
        None => (own, &node.kpi()?.measurement),
        Some(at) => (
            *of_key_results.get(at)?,
            &node.key_results().get(at)?.measurement,
        ),
    };
    let measured = measurement.latest().map(|value| value.text().to_string());
    let milestone = || {
        let key_result = node.key_results().get(place.key_result?)?;
        match (key_result.milestone.done, key_result.milestone.progress) {
            (Some(done), _) if done.value => Some("done".to_owned()),
            (_, Some(progress)) => Some(crate::model::percent(progress.value.value())),
            (Some(_), None) => Some("not done".to_owned()),
            (None, None) => None,
        }
    };
    Some(Standing {
        place,
        name: basis.snapshot.place_name(place),
        value: measured.or_else(milestone),
        figures,
    })
}
