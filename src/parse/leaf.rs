//! Values that are one scalar: from the text that stands there to a value of the model, or a
//! refusal that says what to write.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::calendar::Month;
use crate::model::date::parse_date;
use crate::model::quantity_error::{QuantityError, quoted};
use crate::model::reference::{id_error, normal_part};
use crate::model::{Measured, Quantity, Reference, Share, Target};
use crate::parse::guess::same;
use crate::parse::refusal::Refusal;
use crate::parse::shape::{Words, words};
use crate::source::Text;
use jiff::civil::Date;

/// What reading one scalar gives.
pub type Leaf<V> = Result<V, Refusal>;

/// Any text.
pub fn text(text: &Text) -> Leaf<Text> {
    Ok(text.clone())
}

/// An id, in its normal form.
pub fn id(text: &Text) -> Leaf<Text> {
    match id_error(text) {
        None => Ok(normal_part(text, text)),
        Some(why) => Err(Refusal::new(
            format!("this id {why}"),
            "an id is letters, digits, `-`, `_` and `.` of any script, such as `find-content`",
        )),
    }
}

/// A reference.
pub fn reference(text: &Text) -> Leaf<Arc<Reference>> {
    Reference::parse(text).map(Arc::new).map_err(|why| {
        Refusal::new(
            format!("this is no reference: {why}"),
            "write `id`, `id/key-result`, `team:id` or `id@cycle`",
        )
    })
}

/// The name of a person; a bare number is none.
pub fn member(text: &Text) -> Leaf<Text> {
    let (number, rest) = text.split_once(' ').unwrap_or((text, ""));
    let counted = ["", "people", "persons", "members", "engineers", "fte"];
    match number.parse::<u32>() {
        Ok(_) if counted.contains(&&*rest.trim().to_lowercase()) => Err(Refusal::new(
            format!("{} is a number, and members are names", quoted(text)),
            format!("did you mean `capacity: {number} people`?"),
        )),
        _ => Ok(text.clone()),
    }
}

/// One of the words of `V`, in any case.
pub fn word<V: Words>(text: &Text) -> Leaf<V> {
    let found = V::WORDS
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let message = format!("{} is no {}", quoted(text), V::WHAT);
        let known = |table: &'static [(&'static str, &'static str)]| {
            let entry = table.iter().find(|(written, _)| same(written, text));
            entry.map(|(_, meant)| *meant)
        };
        if let Some(help) = known(V::ADVICE) {
            return Refusal::new(message, help);
        }
        let words = words::<V>();
        let listed: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        let listed = listed.join(", ");
        let spelt = words.iter().copied().find(|word| same(word, text));
        // Another word may not say quite the same, a misspelt one does.
        let (fix, is_sure) = match (spelt, known(V::SYNONYMS)) {
            (Some(spelt), _) => (Some(spelt), true),
            (None, Some(synonym)) => (Some(synonym), false),
            (None, None) => match crate::parse::near(text, words) {
                Some(near) => (Some(near.name), near.is_only),
                None => (None, false),
            },
        };
        let help = match fix {
            Some(fix) => format!("did you mean `{fix}`? The words are {listed}"),
            None => format!("write one of {listed}"),
        };
        Refusal {
            fix: fix.map(str::to_owned),
            is_sure,
            ..Refusal::new(message, help)
        }
    })
}

/// A day.
pub fn date(text: &Text) -> Leaf<Date> {
    Ok(parse_date(text)?)
}

/// A whole number above 0.
pub fn integer(text: &Text) -> Leaf<u32> {
    match text.parse::<u32>() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(Refusal::new(
            format!("{} is no whole number above 0", quoted(text)),
            "write digits alone, such as `14`",
        )),
    }
}

/// A month, by name or number.
pub fn month(text: &Text) -> Leaf<Month> {
    Month::parse(text).ok_or_else(|| {
        Refusal::new(
            format!("{} is no month", quoted(text)),
            "write its English name, such as `february`, or its number",
        )
    })
}

/// A weight.
pub fn weight(text: &Text) -> Leaf<Decimal> {
    match Decimal::from_str_exact(text) {
        Ok(weight) if !weight.is_sign_negative() => Ok(weight),
        _ => Err(Refusal::new(
            format!("{} is no weight", quoted(text)),
            "write a number from 0 on, such as `2`: how much it counts beside the other key results",
        )),
    }
}

/// A share from 0 to 1.
pub fn share(text: &Text) -> Leaf<Share> {
    Ok(Share::parse(text)?)
}

/// A score: a share that may exceed 1.
pub fn score(text: &Text) -> Leaf<Share> {
    Ok(Share::parse_open(text)?)
}

/// A quantity.
pub fn quantity(text: &Text) -> Leaf<Quantity> {
    Ok(Quantity::parse(text)?)
}

/// How many people.
pub fn people(text: &Text) -> Leaf<Quantity> {
    let quantity = Quantity::parse(text)?;
    match quantity.counts_heads() {
        true => Ok(quantity),
        false => Err(
            QuantityError::new(format!("`{}` is no number of people", text.trim()))
                .help("write how many they are, such as `6 people` or `4.5`")
                .into(),
        ),
    }
}

/// A measured value.
pub fn measured(text: &Text) -> Leaf<Measured> {
    Ok(Measured::parse(text)?)
}

/// A target.
pub fn target(text: &Text) -> Leaf<Target> {
    Ok(Target::parse(text)?)
}
