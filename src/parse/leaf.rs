//! Values that are one scalar: from the text that stands there to a value of the model, or a
//! refusal that says what to write.

use rust_decimal::Decimal;

use crate::model::calendar::Month;
use crate::model::date::parse_date;
use crate::model::reference::{id_error, normalised};
use crate::model::{Measured, Quantity, Reference, Share, Target};
use crate::parse::refusal::Refusal;
use crate::parse::shape::Words;
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
        None => Ok(normalised(text)),
        Some(why) => Err(Refusal::new(
            format!("this id {why}"),
            "an id is letters, digits, `-`, `_` and `.` of any script, such as `find-content`",
        )),
    }
}

/// A reference.
pub fn reference(text: &Text) -> Leaf<Reference> {
    Reference::parse(text).map_err(|why| {
        Refusal::new(
            format!("this is no reference: {why}"),
            "write `id`, `id/key-result`, `team:id` or `id@cycle`",
        )
    })
}

/// One of the words of `V`, in any case.
pub fn word<V: Words>(text: &Text) -> Leaf<V> {
    let found = V::WORDS
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(text));
    found.map(|(_, value)| *value).ok_or_else(|| {
        let words = V::WORDS.iter().map(|(word, _)| *word);
        let listed = words
            .clone()
            .map(|word| format!("`{word}`"))
            .collect::<Vec<_>>();
        Refusal {
            fix: crate::parse::nearest(text, words).map(str::to_owned),
            ..Refusal::new(
                "this word is not one of those that can stand here",
                format!("write {}", listed.join(", ")),
            )
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
            "this is no whole number above 0",
            "write digits alone, such as `14`",
        )),
    }
}

/// A month, by name or number.
pub fn month(text: &Text) -> Leaf<Month> {
    Month::parse(text).ok_or_else(|| {
        Refusal::new(
            "this is no month",
            "write its English name, such as `february`, or its number",
        )
    })
}

/// A weight.
pub fn weight(text: &Text) -> Leaf<Decimal> {
    match Decimal::from_str_exact(text) {
        Ok(weight) if !weight.is_sign_negative() => Ok(weight),
        _ => Err(Refusal::new(
            "this is no weight",
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

/// A measured value.
pub fn measured(text: &Text) -> Leaf<Measured> {
    Ok(Measured::parse(text)?)
}

/// A target.
pub fn target(text: &Text) -> Leaf<Target> {
    Ok(Target::parse(text)?)
}
