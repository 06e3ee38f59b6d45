//! `unit-mismatch`: the values of one key result or kpi count different things. Values that could
//! be meant in two ways beside each other come up in the same look and are reported as
//! `invalid-value`.

use crate::finding::reading::INVALID_VALUE;
use crate::finding::{Finding, Level};
use crate::measure::aim::{AimError, AimErrorKind, Course, Part};
use crate::measure::key_result::Values;
use crate::rules::{Check, Context, Group, Rule};
use crate::snapshot::{File, Place};
use crate::source::{Span, Text};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unit-mismatch",
    group: Group::Measures,
    level: Level::Error,
    summary: "Baseline, target and measured values are not of one dimension",
    why: "Progress is a way on one scale, so all values of a key result have to stand on it: \
          percentages beside percentages, days beside hours, dollars beside dollars. A number \
          without a unit takes that of the target, and `unit` names it once for all. Where a value \
          truly counts something else, it is a second key result.",
    bad: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
    baseline: 5%
    target: 3
#           ^ unit-mismatch
  - title: Time to the first answer
    baseline: 90 min
    target: 1h
    current: 12 tickets
#            ^^^^^^^^^^ unit-mismatch
",
    good: "\
objective: Deliver the most seamless experience in the industry
owner: cpo
key_results:
  - title: Decrease customer churn
    baseline: 5%
    target: 3%
  - title: Time to the first answer
    baseline: 90 min
    target: 1h
    current: 75 min
",
    source: "Arithmetic: values of different dimensions cannot be compared",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for (place, node, values) in context.running_values() {
        let Some(file) = context.snapshot.file(node.file) else {
            continue;
        };
        if !values.are_read() {
            continue;
        }
        let seen = Seen {
            context,
            place,
            file,
            values,
        };
        match values.aim() {
            Err(error) => findings.extend(seen.finding(error, None)),
            Ok(Some(course)) => seen.beside(&course, findings),
            Ok(None) => {}
        }
    }
}

/// The values of one key result or kpi, and where they stand.
#[derive(Clone, Copy)]
struct Seen<'a> {
    context: &'a Context<'a>,
    place: Place,
    file: &'a File,
    values: Values<'a>,
}

/// A value with its field and its place.
type Written<'a> = (&'static str, &'a Text, Span);

impl<'a> Seen<'a> {
    /// Looks at the stretch and at what was measured beside the aim.
    fn beside(&self, course: &Course, findings: &mut Vec<Finding>) {
        if let Some(stretch) = self.values.stretch
            && let Err(error) = self.values.stretch(course)
        {
            let written = ("stretch", &stretch.text, stretch.span);
            findings.extend(self.finding(self.of_stretch(error, &stretch.text), Some(written)));
        }
        for (field, value) in self.values.since() {
            let Some(quantity) = value.quantity() else {
                continue;
            };
            if let Err(error) = course.place(quantity) {
                let of_target = error.part == Part::Target;
                let written = (field, &quantity.text, value.span);
                findings.extend(self.finding(error, Some(written)));
                // Every further value would say the same of the target.
                if of_target {
                    break;
                }
            }
        }
    }

    /// The error as one about the stretch, which is read as if it were the target or a value.
    fn of_stretch(&self, error: AimError, text: &Text) -> AimError {
        let target = self.values.target.map_or("", |target| target.text.trim());
        let (message, help) = match error.kind {
            AimErrorKind::Refused => (error.message, error.help),
            AimErrorKind::Mismatch => (
                format!(
                    "the stretch `{}` cannot be compared with the target `{target}`",
                    text.trim()
                ),
                Some("write both in one unit".to_owned()),
            ),
        };
        AimError {
            message,
            help,
            part: Part::Current,
            fix: None,
            ..error
        }
    }

    /// The finding that an error makes, at the part that it names. `measured` is the value that
    /// was looked at beside the target.
    fn finding(&self, error: AimError, measured: Option<Written<'a>>) -> Option<Finding> {
        let (field, text, span) = self.written(error.part, measured)?;
        let mut finding = self
            .context
            .about_key_result(&RULE, self.place, span, error.message)
            .field(field);
        if error.kind == AimErrorKind::Refused {
            finding.rule = INVALID_VALUE;
        }
        finding.help = error.help;
        // Inside quotes the respelling might need other quotes.
        let is_plain = span.slice(&self.file.text) == text.as_str();
        if let Some(fix) = error.fix.filter(|_| is_plain) {
            finding = finding.suggest(span, fix);
        }
        let other = match error.part {
            Part::Target => measured.or_else(|| self.written(Part::Baseline, None)),
            Part::Baseline | Part::Current => self.written(Part::Target, None),
            Part::Unit => None,
        };
        if let Some((field, _, span)) = other {
            let said = match field {
                "check_ins" => "this is the value of a check-in".to_owned(),
                "current" => "this is the current value".to_owned(),
                field => format!("this is the {field}"),
            };
            let file = finding.file;
            finding = finding.related(file, span, said);
        }
        Some(finding)
    }

    fn written(&self, part: Part, measured: Option<Written<'a>>) -> Option<Written<'a>> {
        let values = self.values;
        match part {
            Part::Baseline => values
                .baseline
                .map(|value| (part.field(), value.text(), value.span)),
            Part::Target => values
                .target
                .map(|target| (part.field(), &target.text, target.span)),
            Part::Unit => values
                .measurement
                .unit
                .as_ref()
                .map(|unit| (part.field(), &unit.value, unit.span)),
            Part::Current => measured,
        }
    }
}
