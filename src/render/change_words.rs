//! The words in which a change is told commit by commit. Not safe to print yet, for text of the
//! files is in them.

use crate::diff::{Change, ChangeKind, Direction};

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// What stood there; none where nothing did.
    pub before: Option<String>,
    /// What stands there now; none where nothing does.
    pub after: Option<String>,
}

/// What of the subject changed: a field, or what happened to the whole.
#[must_use]
pub fn what(change: &Change) -> String {
    let kind = change.kind.name().replace('_', " ");
    match (change.kind, change.field) {
        (ChangeKind::Renamed | ChangeKind::Moved | ChangeKind::CarriedOver, Some(field)) => {
            format!("{kind}, {field}")
        }
        (_, Some("as_of")) => "looked at".to_owned(),
        (_, Some(field)) => field.replace('_', " "),
        (_, None) => kind,
    }
}

/// What stood there and what stands there.
#[must_use]
pub fn values(change: &Change) -> Values {
    Values {
        before: change.before.clone(),
        after: change.after.clone(),
    }
}

/// Whether the values are those of a whole that came or went, rather than of a field.
#[must_use]
pub fn is_whole(change: &Change) -> bool {
    change.field.is_none() && change.kind != ChangeKind::Replaced
}

impl Values {
    /// Both with an arrow between them.
    #[must_use]
    pub fn arrow(&self) -> String {
        const NONE: &str = "none";
        let before = self.before.as_deref().unwrap_or(NONE);
        let after = self.after.as_deref().unwrap_or(NONE);
        format!("{before} → {after}")
    }

    /// The one that is there.
    #[must_use]
    pub fn alone(&self) -> &str {
        let only = self.after.as_deref().or(self.before.as_deref());
        only.unwrap_or_default()
    }
}

/// Which way and how far a goalpost moved: `easier by 5%`.
#[must_use]
pub fn shift(change: &Change) -> Option<String> {
    let shift = change.shift.as_ref()?;
    let way = match shift.direction {
        Direction::Easier => "easier",
        Direction::Harder => "harder",
    };
    Some(match &shift.by {
        Some(by) => format!("{way} by {}", by.text()),
        None => way.to_owned(),
    })
}
