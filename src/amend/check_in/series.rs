//! A list of check-ins: in the order of their days, one for each day.

use jiff::civil::Date;

use super::CheckIn;
use crate::edit::{Change, Place as EditPlace, Value};
use crate::model::Measurement;
use crate::parse::yaml::{Kind, Node};

/// The changes of a list of check-ins, which may be empty or only begun.
pub fn changes(
    (at, list): (EditPlace, Node<'_>),
    measurement: &Measurement,
    check_in: &CheckIn,
) -> Vec<Change> {
    let days = days(list, measurement);
    let day = check_in.as_of;
    if let Some(position) = days.iter().rposition(|own| *own == Some(day)) {
        return corrected(&at.item(position), check_in);
    }
    let value = check_in.value.clone().or_else(|| stood(measurement, day));
    let item = [
        ("date", Some(day.to_string())),
        ("value", value),
        ("confidence", check_in.confidence.clone()),
        ("note", check_in.note.clone()),
    ];
    let said = item
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), Value::Text(value?))));
    let value = Value::Map(said.collect());
    let change = match (list.kind(), position(&days, day)) {
        (Kind::Empty, _) => Change::Set {
            at,
            value: Value::List(vec![value]),
            after: &[],
        },
        (_, Some(position)) => Change::Insert {
            at,
            position,
            value,
        },
        (_, None) => Change::Append { at, value },
    };
    vec![change]
}

/// The day of each item; none where it has none that can be read.
fn days(list: Node<'_>, measurement: &Measurement) -> Vec<Option<Date>> {
    let day_of = |item: Node<'_>| {
        let mut own = measurement.check_ins.iter();
        let own = own.find(|own| own.span == item.span())?;
        own.date.map(|date| date.value)
    };
    list.items().map(day_of).collect()
}

/// Where an item of `day` belongs; none where that is the end. The first may be the oldest or the
/// youngest, as the list has it.
fn position(days: &[Option<Date>], day: Date) -> Option<usize> {
    let known = || days.iter().flatten();
    let youngest_first = known().next() > known().next_back();
    days.iter().position(|own| match own {
        None => false,
        Some(own) if youngest_first => *own < day,
        Some(own) => *own > day,
    })
}

/// The changes of the item that is there for the day.
fn corrected(at: &EditPlace, check_in: &CheckIn) -> Vec<Change> {
    let fields: [(&str, &Option<String>, &'static [&'static str]); 3] = [
        ("value", &check_in.value, &["date"]),
        ("confidence", &check_in.confidence, &["value", "date"]),
        ("note", &check_in.note, &["confidence", "value", "date"]),
    ];
    let said = fields.into_iter().filter_map(|(key, value, after)| {
        Some(Change::Set {
            at: at.key(key),
            value: Value::Text(value.clone()?),
            after,
        })
    });
    said.collect()
}

/// The value that held on a day, where nothing else was seen.
fn stood(measurement: &Measurement, day: Date) -> Option<String> {
    let is_latest = measurement.days().all(|own| own <= day);
    if is_latest {
        return Some(measurement.latest()?.text().to_string());
    }
    let before = measurement
        .check_ins
        .iter()
        .filter(|own| own.value.is_some() && own.date.is_some_and(|date| date.value <= day));
    let last = before.max_by_key(|own| own.date.map(|date| date.value))?;
    Some(last.value.as_ref()?.text().to_string())
}
