//! The trailers of the commits that commands make: by them `okr allocation --actual` tells what the time
//! went into.

use jiff::civil::Date;

use crate::cli::load::Loaded;
use crate::model::Reference;
use crate::snapshot::{Place, Viewpoint};
use crate::source::Text;

/// The trailer of work on what stands at `place`, committed on `day`: a kpi is business as usual, all
/// else strategic. The cycle is part of the name where that day lies outside it, or where the name
/// alone means something else in the current cycle.
#[must_use]
pub fn of(loaded: &Loaded, place: Place, day: Date) -> String {
    let snapshot = &loaded.snapshot;
    let name = snapshot.place_name(place);
    let trailers = &loaded.config.trailers;
    let Some(node) = snapshot.node(place.node) else {
        return format!("{}: {name}", trailers.strategic);
    };
    if node.kpi().is_some() {
        return format!("{}: {name}", trailers.operations);
    }
    let viewpoint = Viewpoint {
        node: None,
        team: None,
        cycle: loaded.current.as_ref(),
    };
    let is_clear = || {
        let reference = Reference::parse(&Text::from(name.as_str())).ok();
        let meant = reference.and_then(|own| snapshot.resolve(viewpoint, &own).ok());
        meant.is_some_and(|meant| meant.node == place.node)
    };
    match &node.cycle {
        Some(cycle) if !cycle.contains_day(day) || !is_clear() => {
            format!("{}: {name}@{}", trailers.strategic, cycle.name)
        }
        _ => format!("{}: {name}", trailers.strategic),
    }
}
