//! Collects what changed in one thing, field by field.

use std::collections::BTreeSet;

use crate::diff::goalposts::{of_baseline, of_stretch, of_target};
use crate::diff::values::{same_measured, same_quantity, same_target, unit_of};
use crate::diff::{Change, ChangeKind as Kind, Effect, Location, MatchedBy, Subject};
use crate::finding::FileId;
use crate::measure::aim::Direction as Way;
use crate::measure::key_result::Values;
use crate::model::{Common, Measured, Measurement, Quantity, Share, Status, Target, Unit};
use crate::source::in_one_line;
use crate::source::{Span, Spanned, Text};

use Effect::{Intent, Progress};

/// Collects the changes of one subject.
pub(super) struct Changed<'c> {
    subject: Subject,
    by: MatchedBy,
    /// Where the subject stands: what has no place of its own is there.
    at: Location,
    reason: Option<String>,
    out: &'c mut Vec<Change>,
}

impl<'c> Changed<'c> {
    pub(super) fn new(
        subject: Subject,
        by: MatchedBy,
        at: Location,
        reason: Option<String>,
        out: &'c mut Vec<Change>,
    ) -> Self {
        Self {
            subject,
            by,
            at,
            reason,
            out,
        }
    }

    /// Adds a change of `field`, at `span` in the file of the subject.
    pub(super) fn add(
        &mut self,
        (kind, effect): (Kind, Effect),
        field: Option<&'static str>,
        (before, after): (Option<String>, Option<String>),
        span: Option<Span>,
    ) -> &mut Change {
        let reason = self.reason.clone().filter(|_| effect == Intent);
        self.out.push(Change {
            kind,
            effect,
            subject: self.subject.clone(),
            field,
            before,
            after,
            shift: None,
            matched_by: self.by,
            anew: false,
            put_off: false,
            reason,
            at: span.map_or(self.at, |span| Location { span, ..self.at }),
            impact: Vec::new(),
        });
        let last = self.out.len() - 1;
        &mut self.out[last]
    }

    /// Adds a change of a text, where it says something else.
    pub(super) fn text(
        &mut self,
        what: (Kind, Effect),
        field: &'static str,
        before: Option<&Spanned<Text>>,
        after: Option<&Spanned<Text>>,
    ) {
        let line = |text: Option<&Spanned<Text>>| {
            text.map(|text| in_one_line(text))
                .filter(|text| !text.is_empty())
        };
        let sides = (line(before), line(after));
        if sides.0 != sides.1 {
            self.add(what, Some(field), sides, after.map(|text| text.span));
        }
    }

    /// Adds a change of a list in which the order says nothing.
    pub(super) fn set(
        &mut self,
        what: (Kind, Effect),
        field: &'static str,
        before: &[Spanned<Text>],
        after: &[Spanned<Text>],
    ) {
        let set = |texts: &[Spanned<Text>]| -> BTreeSet<String> {
            texts.iter().map(|text| in_one_line(text)).collect()
        };
        if set(before) != set(after) {
            let all = |texts: &[Spanned<Text>]| {
                let texts: Vec<String> = texts.iter().map(|text| in_one_line(text)).collect();
                (!texts.is_empty()).then(|| texts.join(", "))
            };
            let span = after.first().map(|text| text.span);
            self.add(what, Some(field), (all(before), all(after)), span);
        }
    }

    /// Adds a change of a value that is compared and shown by itself.
    pub(super) fn value<T: PartialEq>(
        &mut self,
        what: (Kind, Effect),
        field: &'static str,
        before: Option<&Spanned<T>>,
        after: Option<&Spanned<T>>,
        shown: impl Fn(&T) -> String,
    ) -> Option<&mut Change> {
        let value = |side: Option<&Spanned<T>>| side.map(|side| shown(&side.value));
        let same = before.map(|before| &before.value) == after.map(|after| &after.value);
        (!same).then(|| {
            let sides = (value(before), value(after));
            self.add(what, Some(field), sides, after.map(|after| after.span))
        })
    }

    /// The fields that everything has. A reason that comes with a change of intent is part of it.
    pub(super) fn common(&mut self, before: &Common, after: &Common) {
        self.set(
            (Kind::Reowned, Intent),
            "owner",
            &before.owner,
            &after.owner,
        );
        self.text(
            (Kind::Annotated, Intent),
            "why",
            before.background.why.as_ref(),
            after.background.why.as_ref(),
        );
        self.text(
            (Kind::Annotated, Progress),
            "note",
            before.note.as_ref(),
            after.note.as_ref(),
        );
        self.set(
            (Kind::Annotated, Intent),
            "labels",
            &before.background.labels,
            &after.background.labels,
        );
        self.set(
            (Kind::Annotated, Intent),
            "links",
            &before.background.links,
            &after.background.links,
        );
        self.status(before, after);
    }

    /// The final score and what is said of it.
    pub(super) fn verdict(
        &mut self,
        before: (Option<Spanned<Share>>, Option<&Spanned<Text>>),
        after: (Option<Spanned<Share>>, Option<&Spanned<Text>>),
    ) {
        let shown = |score: &Share| score.value().normalize().to_string();
        let (old, new) = (before.0.as_ref(), after.0.as_ref());
        self.value((Kind::Rescored, Progress), "score", old, new, shown);
        self.text((Kind::Annotated, Progress), "result", before.1, after.1);
    }

    fn status(&mut self, before: &Common, after: &Common) {
        let (old, new) = (before.status(), after.status());
        if old == new || before.is_refused("status") || after.is_refused("status") {
            return;
        }
        let what = match (old, new) {
            (_, Status::Dropped | Status::Postponed) => (Kind::Closed, Intent),
            (_, Status::Achieved | Status::Missed) => (Kind::Closed, Progress),
            (old, _) if old.is_closed() => (Kind::Reopened, Intent),
            (_, Status::Draft) => (Kind::Redrafted, Intent),
            (_, Status::Active) => (Kind::Activated, Intent),
        };
        let words = (Some(old.name().to_owned()), Some(new.name().to_owned()));
        let span = after.status.map(|status| status.span);
        self.add(what, Some("status"), words, span);
    }

    /// The values of a kpi or a key result.
    pub(super) fn values(
        &mut self,
        before: &Values<'_>,
        after: &Values<'_>,
        way: Option<Way>,
        refused: &dyn Fn(&str) -> bool,
    ) {
        let (old_unit, new_unit) = (unit_of(before), unit_of(after));
        if !refused("baseline") {
            let same = same(before.baseline, after.baseline, |old, new| {
                same_measured((old, old_unit.as_ref()), (new, new_unit.as_ref()))
            });
            if !same {
                let words = (written(before.baseline), written(after.baseline));
                let span = after.baseline.map(|value| value.span);
                let filled = is_placeholder(before.baseline);
                let shift = of_baseline(before, after).filter(|_| !filled);
                self.add((Kind::Rebaselined, Intent), Some("baseline"), words, span)
                    .shift = shift;
            }
        }
        if !refused("target") {
            let same = same(before.target, after.target, |old, new| {
                same_target((old, old_unit.as_ref()), (new, new_unit.as_ref()))
            });
            if !same {
                let text =
                    |side: Option<&Spanned<Target>>| side.map(|target| in_one_line(&target.text));
                let span = after.target.map(|value| value.span);
                let words = (text(before.target), text(after.target));
                self.add((Kind::Retargeted, Intent), Some("target"), words, span)
                    .shift = of_target(before, after, way);
            }
        }
        if !refused("stretch") {
            let same = same(before.stretch, after.stretch, same_quantity);
            if !same {
                let text =
                    |side: Option<&Spanned<Quantity>>| side.map(|value| in_one_line(&value.text));
                let span = after.stretch.map(|value| value.span);
                let words = (text(before.stretch), text(after.stretch));
                self.add((Kind::Retargeted, Intent), Some("stretch"), words, span)
                    .shift = of_stretch(before, after);
            }
        }
        if !refused("current") && !refused("check_ins") {
            self.current(before, after, old_unit.as_ref(), new_unit.as_ref());
        }
    }

    fn current(
        &mut self,
        before: &Values<'_>,
        after: &Values<'_>,
        old_unit: Option<&Unit>,
        new_unit: Option<&Unit>,
    ) {
        let (old, new) = (before.measurement.latest(), after.measurement.latest());
        let same_value = same(old, new, |old, new| {
            same_measured((old, old_unit), (new, new_unit))
        });
        let span = new.map(|value| value.span);
        if !same_value {
            let words = (written(old), written(new));
            self.add((Kind::Progressed, Progress), Some("current"), words, span);
            return;
        }
        let days = (looked_at(before.measurement), looked_at(after.measurement));
        if days.0 != days.1 {
            let span = after.measurement.as_of.map(|day| day.span).or(span);
            self.add((Kind::Progressed, Progress), Some("as_of"), days, span);
        } else if before.measurement.check_ins.len() != after.measurement.check_ins.len() {
            let count = |measurement: &Measurement| {
                Some(format!("{} check-ins", measurement.check_ins.len()))
            };
            let counts = (count(before.measurement), count(after.measurement));
            self.add(
                (Kind::Progressed, Progress),
                Some("check_ins"),
                counts,
                span,
            );
        }
    }
}

/// The day of the latest value.
fn looked_at(measurement: &Measurement) -> Option<String> {
    let of_check_ins = || {
        let days = measurement
            .check_ins
            .iter()
            .filter_map(|check_in| check_in.date);
        days.map(|day| day.value).max()
    };
    let day = measurement.as_of.map(|day| day.value).or_else(of_check_ins);
    day.map(|day| day.to_string())
}

fn same<T>(
    before: Option<&Spanned<T>>,
    after: Option<&Spanned<T>>,
    same: impl Fn(&T, &T) -> bool,
) -> bool {
    match (before, after) {
        (None, None) => true,
        (Some(before), Some(after)) => same(&before.value, &after.value),
        _ => false,
    }
}

fn written(value: Option<&Spanned<Measured>>) -> Option<String> {
    value.map(|value| in_one_line(value.text()))
}

fn is_placeholder(value: Option<&Spanned<Measured>>) -> bool {
    matches!(
        value.map(|value| &value.value),
        Some(Measured::Placeholder(_))
    )
}

/// A reason that was added or changed.
pub(super) fn new_reason(before: Option<&Common>, after: Option<&Common>) -> Option<String> {
    let line = |common: Option<&Common>| {
        let reason = common?.background.reason.as_ref()?;
        // Something has to be said: a dot is no reason.
        Some(in_one_line(reason)).filter(|reason| reason.chars().any(char::is_alphanumeric))
    };
    let now = line(after);
    now.filter(|now| line(before).as_ref() != Some(now))
}

/// A file and a span of the later state.
pub(super) const fn later(file: FileId, span: Span) -> Location {
    Location {
        in_later: true,
        file,
        span,
    }
}

/// A reason that changed although nothing else of intent did.
pub(super) fn lone_reason(
    had: usize,
    before: &Common,
    after: &Common,
    at: Location,
    out: &mut Vec<Change>,
    subject: &dyn Fn() -> Subject,
) {
    let told = out
        .iter()
        .skip(had)
        .any(|change| change.effect == Intent && change.reason.is_some());
    if !told {
        let mut changed = Changed::new(subject(), MatchedBy::Id, at, None, out);
        changed.text(
            (Kind::Annotated, Intent),
            "reason",
            before.background.reason.as_ref(),
            after.background.reason.as_ref(),
        );
    }
}
