//! The values of a key result or a kpi beside each other: what they aim at, where the stretch lies,
//! and which type of key result they make it. How far it has come is not computed here.

use rust_decimal::Decimal;

use crate::model::target::TargetKind;
use crate::model::{
    Common, KeyResult, KeyResultType, Kpi, Measured, Measurement, Quantity, Target,
};
use crate::source::{Spanned, Text};

use super::aim::{Aim, AimError, Course, Direction, aim};
use super::title;

/// The values of a key result or a kpi, as far as they were written and could be read.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The value at the start.
    pub baseline: Option<&'a Spanned<Measured>>,
    /// The value to reach or keep.
    pub target: Option<&'a Spanned<Target>>,
    /// The value beyond the target.
    pub stretch: Option<&'a Spanned<Quantity>>,
    /// What was measured since.
    pub measurement: &'a Measurement,
    /// What is measured.
    pub title: &'a Text,
    common: &'a Common,
}

/// What `key_result` aims at. `None` where it has no target, or one that is a placeholder or
/// confidential.
pub fn aim_of(key_result: &KeyResult) -> Result<Option<Course>, AimError> {
    Values::of(key_result).aim()
}

/// The type of `key_result`: as written, else as its values make it. Without target, baseline and
/// measured value it is a milestone; else its numbers decide which way it goes and, where they leave that open, the verb
/// of its title.
#[must_use]
pub fn key_result_type(key_result: &KeyResult) -> KeyResultType {
    if let Some(written) = &key_result.kind {
        return written.value;
    }
    let values = Values::of(key_result);
    if !values.has_any() {
        return KeyResultType::Milestone;
    }
    let aim = values.aim().ok().flatten().map(|course| course.aim);
    let direction = match aim {
        Some(Aim::Reach { from, to }) if from == to => Some(Direction::Maintain),
        aim => aim.and_then(|aim| aim.direction()),
    };
    match direction.or_else(|| title::direction(&key_result.title)) {
        Some(Direction::Decrease) => KeyResultType::Decrease,
        Some(Direction::Maintain) => KeyResultType::Maintain,
        Some(Direction::Increase) | None => KeyResultType::Increase,
    }
}

impl<'a> Values<'a> {
    /// Those of a key result.
    #[must_use]
    pub fn of(key_result: &'a KeyResult) -> Self {
        Self {
            baseline: key_result.baseline.as_ref(),
            target: key_result.target.as_ref(),
            stretch: key_result.stretch.as_deref(),
            measurement: &key_result.measurement,
            title: &key_result.title.value,
            common: &key_result.common,
        }
    }

    /// Those of a kpi, which has neither baseline nor stretch.
    #[must_use]
    pub const fn of_kpi(kpi: &'a Kpi) -> Self {
        Self {
            baseline: None,
            target: kpi.target.as_ref(),
            stretch: None,
            measurement: &kpi.measurement,
            title: &kpi.title.value,
            common: &kpi.common,
        }
    }

    /// What they aim at. `None` without a target, or where it is a placeholder or confidential.
    ///
    /// # Errors
    /// Where the values do not fit together, or `unit` names none.
    pub fn aim(&self) -> Result<Option<Course>, AimError> {
        // Without a target there is still a `unit` to be read.
        let open = Target {
            text: Text::default(),
            kind: TargetKind::Placeholder,
        };
        self.aim_at(self.target.map_or(&open, |target| &target.value))
    }

    /// The stretch in the terms of the aim of `course`: a value or, for [`Aim::Change`], a change.
    /// Like a target, a signed stretch is a change against the baseline, unless the target is a
    /// signed value itself. `None` where there is none, or where it cannot be told beside this
    /// target.
    ///
    /// # Errors
    /// Where the stretch does not fit the other values.
    pub fn stretch(&self, course: &Course) -> Result<Option<Decimal>, AimError> {
        let Some(stretch) = self.stretch else {
            return Ok(None);
        };
        let signed_target = match self.target.map(|target| &target.kind) {
            Some(TargetKind::Value(value) | TargetKind::Level { bound: value, .. }) => value.signed,
            _ => false,
        };
        let as_target = Target::parse(&stretch.text)
            .ok()
            .filter(|target| matches!(target.kind, TargetKind::Change(_)) && !signed_target);
        let Some(as_target) = as_target else {
            return course.place(stretch);
        };
        let reached = self.aim_at(&as_target)?.map(|course| course.aim);
        let from_unknown = matches!(course.aim, Aim::Change { .. });
        Ok(match reached {
            Some(Aim::Reach { to, .. }) if !from_unknown => Some(to),
            Some(Aim::Change { by }) if from_unknown => Some(by),
            _ => None,
        })
    }

    /// The values that were measured since the start, each with the field it stands in: `current`
    /// and those of the check-ins.
    pub fn since(&self) -> impl Iterator<Item = (&'static str, &'a Spanned<Measured>)> + use<'a> {
        let current = self.measurement.current.iter();
        let check_ins = self.measurement.check_ins.iter();
        let current = current.map(|value| ("current", value));
        current.chain(
            check_ins
                .filter_map(|check_in| check_in.value.as_ref())
                .map(|value| ("check_ins", value)),
        )
    }

    /// Whether a target, a baseline or a measured value was written, which makes it more than a
    /// milestone, whether or not it could be read.
    #[must_use]
    pub fn has_any(&self) -> bool {
        self.baseline.is_some()
            || self.target.is_some()
            || self.measurement.latest().is_some()
            || VALUES.iter().any(|field| self.common.is_refused(field))
    }

    /// Whether every value that was written could be read, so that what is not here is missing.
    #[must_use]
    pub fn are_read(&self) -> bool {
        !VALUE_FIELDS
            .iter()
            .any(|field| self.common.is_refused(field))
    }

    fn aim_at(&self, target: &Target) -> Result<Option<Course>, AimError> {
        let baseline = self.baseline.map(|baseline| &baseline.value);
        let unit = self.measurement.unit.as_ref();
        aim(baseline, target, unit.map(|unit| unit.value.as_str()))
    }
}

/// The fields that make a key result more than a milestone, and `key_results` for an item that is
/// none.
const VALUES: &[&str] = &["baseline", "target", "current", "check_ins", "key_results"];

/// The fields that say what is measured, and `key_results` for an item that is none.
const VALUE_FIELDS: &[&str] = &[
    "baseline",
    "target",
    "stretch",
    "current",
    "check_ins",
    "unit",
    "type",
    "key_results",
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::source::Span;

    fn spanned<T>(value: T) -> Option<Spanned<T>> {
        Some(Spanned::new(value, Span::at(0)))
    }

    /// A key result with these texts; an empty one is not written.
    fn key_result(title: &str, baseline: &str, target: &str, stretch: &str) -> KeyResult {
        let written = |text: &str| (!text.is_empty()).then(|| Text::from(text));
        KeyResult {
            title: Spanned::new(Text::from(title), Span::at(0)),
            baseline: written(baseline).and_then(|text| spanned(Measured::parse(&text).unwrap())),
            target: written(target).and_then(|text| spanned(Target::parse(&text).unwrap())),
            stretch: written(stretch)
                .and_then(|text| spanned(Quantity::parse(&text).unwrap()).map(Box::new)),
            ..KeyResult::default()
        }
    }

    #[test]
    fn the_type_follows_from_the_numbers_then_from_the_verb() {
        use KeyResultType::{Decrease, Increase, Maintain, Milestone};
        for (title, baseline, target, expected) in [
            ("Churn", "5%", "3%", Decrease),
            ("Users", "5M", "7.5M", Increase),
            ("Uptime", "", "at least 99.9%", Maintain),
            ("Uptime", "99%", "at least 99.9%", Increase),
            ("Cost", "", "-20%", Decrease),
            ("Cost", "", "3x", Increase),
            ("Load", "", "40% to 60%", Maintain),
            ("Load", "50%", "50%", Maintain),
            ("Reduce churn", "", "3%", Decrease),
            ("Churn", "", "3%", Increase),
            ("Reduce churn", "TBD", "", Decrease),
            ("Ship it", "", "", Milestone),
        ] {
            let key_result = key_result(title, baseline, target, "");
            assert_eq!(
                key_result_type(&key_result),
                expected,
                "{title} {baseline} {target}"
            );
        }
        let overridden = KeyResult {
            kind: spanned(Milestone),
            ..key_result("Churn", "5%", "3%", "")
        };
        assert_eq!(key_result_type(&overridden), Milestone);
    }

    #[test]
    fn a_value_that_could_not_be_read_is_no_milestone() {
        let mut key_result = key_result("Ship it", "", "", "");
        key_result.common.refused.push("target");
        assert_ne!(key_result_type(&key_result), KeyResultType::Milestone);
        assert!(!Values::of(&key_result).are_read());
    }

    #[test]
    fn a_unit_or_a_stretch_alone_measures_nothing() {
        let mut key_result = key_result("Ship it", "", "", "90%");
        key_result.measurement.unit = spanned(Text::from("users"));
        assert_eq!(key_result_type(&key_result), KeyResultType::Milestone);
        key_result.measurement.current = spanned(Measured::parse(&"5".into()).unwrap());
        assert_ne!(key_result_type(&key_result), KeyResultType::Milestone);
    }

    #[test]
    fn stretches_are_read_like_targets() {
        for (baseline, target, stretch, expected) in [
            ("60%", "85%", "90%", Some("90")),
            ("60%", "85%", "90", Some("90")),
            ("200", "240", "+30%", Some("260")),
            ("200", "+20%", "+30%", Some("260")),
            ("200", "+20%", "250", Some("250")),
            ("", "+20%", "+30%", Some("30")),
            ("", "2x", "3x", Some("200")),
            ("100", "2x", "3x", Some("300")),
            ("", "+20%", "250", None),
            ("", "240", "+30%", None),
            ("-20%", "to -10%", "-5%", Some("-5")),
            ("90 min", "1h", "30 min", Some("1800")),
            ("60%", "85%", "", None),
        ] {
            let key_result = key_result("Something", baseline, target, stretch);
            let course = aim_of(&key_result).unwrap().unwrap();
            let found = Values::of(&key_result).stretch(&course).unwrap();
            assert_eq!(
                found.map(|value| value.normalize().to_string()).as_deref(),
                expected,
                "{baseline} {target} {stretch}"
            );
        }
    }
}
