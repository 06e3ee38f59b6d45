//! What an OKR tree is made of: goals, objectives with their key results, kpis and teams, and the
//! values in them. Plain data: how it is read is the business of `parse`, how documents refer to
//! one another, of `snapshot`.

pub mod allocation;
pub mod calendar;
pub mod common;
pub mod comparator;
pub mod config;
mod currency;
pub mod cycle;
pub mod date;
pub mod document;
pub mod duration;
mod explain;
pub mod goal;
pub mod horizon;
pub mod key_result;
pub mod kpi;
pub mod measured;
mod number;
pub mod objective;
pub(crate) mod placeholder;
pub mod quantity;
pub mod quantity_error;
pub mod reference;
pub mod seldom;
pub mod share;
pub mod status;
pub mod target;
pub mod team;
pub mod unit;

pub use allocation::{BucketPlan, PlannedTime};
pub use calendar::Calendar;
pub use common::{CheckIn, Common, Measurement};
pub use config::Config;
pub use cycle::Cycle;
pub use document::{Content, Document, Kind};
pub use goal::Goal;
pub use key_result::{KeyResult, KeyResultType};
pub use kpi::Kpi;
pub use measured::Measured;
pub use objective::{Commitment, Objective};
pub use quantity::Quantity;
pub use reference::Reference;
pub use seldom::Seldom;
pub use share::{Share, percent};
pub use status::Status;
pub use target::Target;
pub use team::{MaintenanceItem, MaintenanceKind, Team};
pub use unit::Unit;
