//! What targets mean as written, and which are refused.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Result<Target, QuantityError> {
    Target::parse(&Text::from(text))
}

/// The meaning in a short form: values in exact decimals with the name of their unit.
fn meaning(kind: &TargetKind) -> String {
    let said = |quantity: &Quantity| {
        let unit = quantity.unit_name().unwrap_or_default();
        format!("{}|{unit}", quantity.value.normalize())
    };
    match kind {
        TargetKind::Value(value) => format!("value {}", said(value)),
        TargetKind::Level { comparator, bound } => {
            format!("{} {}", comparator.words(), said(bound))
        }
        TargetKind::Band { low, high } => format!("band {} {}", said(low), said(high)),
        TargetKind::Change(Change::Proportion(by)) => format!("proportion {}", said(by)),
        TargetKind::Change(Change::Add(by)) => format!("add {}", said(by)),
        TargetKind::Change(Change::Multiply(by)) => format!("times {}", said(by)),
        TargetKind::Placeholder => "placeholder".to_owned(),
        TargetKind::Confidential => "confidential".to_owned(),
    }
}

#[test]
fn reads_targets() {
    for (text, expected) in [
        ("7.5M", "value 7500000|"),
        ("3%", "value 3|%"),
        ("340 story points", "value 340|story points"),
        ("5 points", "value 5|points"),
        ("5pp", "value 5|pp"),
        ("4.5/5", "value 4.5|/5"),
        ("to -10%", "value -10|%"),
        ("to 5%", "value 5|%"),
        ("To +5", "value 5|"),
        ("to 3x", "value 3|x"),
        ("at least 99%", "at least 99|%"),
        ("At Least 99%", "at least 99|%"),
        ("at least 99.5%", "at least 99.5|%"),
        ("to at least 5", "at least 5|"),
        ("no less than 5", "at least 5|"),
        ("no fewer than 5 users", "at least 5|users"),
        ("minimum 5", "at least 5|"),
        ("a minimum of 5", "at least 5|"),
        ("min 5", "at least 5|"),
        ("≥ 99%", "at least 99|%"),
        ("≥99%", "at least 99|%"),
        (">= 99%", "at least 99|%"),
        (">=99%", "at least 99|%"),
        ("90 or more", "at least 90|"),
        ("90% or higher", "at least 90|%"),
        ("90+", "at least 90|"),
        ("90%+", "at least 90|%"),
        ("$5M+", "at least 5000000|$"),
        ("100+ users", "at least 100|users"),
        ("at least -10%", "at least -10|%"),
        ("at most 40 days", "at most 40|days"),
        ("no more than 40 days", "at most 40|days"),
        ("up to 5", "at most 5|"),
        ("maximum 5", "at most 5|"),
        ("max. 5", "at most 5|"),
        ("≤ 5", "at most 5|"),
        ("<= 5", "at most 5|"),
        ("<=5", "at most 5|"),
        ("40 days or less", "at most 40|days"),
        ("5 or fewer", "at most 5|"),
        ("5 max", "at most 5|"),
        ("above 5", "above 5|"),
        ("more than 5", "above 5|"),
        ("over 5", "above 5|"),
        ("greater than 5", "above 5|"),
        ("> 5", "above 5|"),
        (">5", "above 5|"),
        ("below 5", "below 5|"),
        ("less than 5", "below 5|"),
        ("fewer than 5 bugs", "below 5|bugs"),
        ("under 250 ms", "below 250|ms"),
        ("< 5", "below 5|"),
        ("5 min", "value 5|min"),
        ("90% to 110%", "band 90|% 110|%"),
        ("90 to 110%", "band 90|% 110|%"),
        ("90% to 110", "band 90|% 110|%"),
        ("90% - 110%", "band 90|% 110|%"),
        ("90%–110%", "band 90|% 110|%"),
        ("90% – 110%", "band 90|% 110|%"),
        ("between 90% and 110%", "band 90|% 110|%"),
        ("between -5 and 5", "band -5| 5|"),
        ("5 to 7 days", "band 5|days 7|days"),
        ("90 min to 2h", "band 90|min 2|h"),
        ("$5M to 7M", "band 5000000|$ 7000000|$"),
        ("$5M to $7M", "band 5000000|$ 7000000|$"),
        ("USD 5 to USD 7", "band 5|USD 7|USD"),
        ("-5% to 5%", "band -5|% 5|%"),
        ("+20%", "proportion 20|%"),
        ("-25%", "proportion -25|%"),
        ("−25 %", "proportion -25|%"),
        ("+5", "add 5|"),
        ("-5", "add -5|"),
        ("+5pp", "add 5|pp"),
        ("+5 points", "add 5|points"),
        ("+$1M", "add 1000000|$"),
        ("-2h", "add -2|h"),
        ("3x", "times 3|x"),
        ("1.5×", "times 1.5|x"),
        ("TBD", "placeholder"),
        ("X", "placeholder"),
        ("X%", "placeholder"),
        ("at least X%", "placeholder"),
        ("> TBD", "placeholder"),
        ("to TBD", "placeholder"),
        ("X to Y", "placeholder"),
        ("90% to X", "placeholder"),
        ("confidential", "confidential"),
        ("at least confidential", "confidential"),
    ] {
        let target = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(meaning(&target.kind), expected, "{text}");
        assert_eq!(target.text, text);
    }
}

/// Text, a part of the message, a part of the advice, the fix (empty for none).
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("", "no value", "", ""),
    ("10-20", "two numbers", "`10 to 20`", "10 to 20"),
    ("90%-110%", "two numbers", "`90% to 110%`", "90% to 110%"),
    ("110% to 90%", "no room", "`90% to 110%`", "90% to 110%"),
    ("5 to 5", "no room", "", ""),
    ("5% to 7 users", "different things", "", ""),
    ("5 to 7M", "scale", "`5M to 7M` or `5 to 7000000`", ""),
    ("5 to $7M", "scale", "`5M to $7M` or `5 to $7000000`", ""),
    ("±5%", "band", "`-5% to 5%`", "-5% to 5%"),
    ("at least +20%", "change at once", "`+20%`", ""),
    ("at least 7,5", "decimal point", "`7.5` or `75`", ""),
    (
        "at least 0,5%",
        "decimal point",
        "`at least 0.5%`",
        "at least 0.5%",
    ),
    ("under $1m", "million or a thousand", "`$1M`", ""),
    (
        "from 5% to 3%",
        "baseline too",
        "`baseline: 5%` and `target: 3%`",
        "",
    ),
    ("increase by 20%", "verb", "`+20%`", "+20%"),
    ("reduce by 20%", "verb", "`-20%`", "-20%"),
    ("increase to 5", "verb", "`to 5`", "to 5"),
    ("by 20%", "which way", "`+20%` or `-20%`", ""),
    ("double", "multiple in words", "`2x`", "2x"),
    ("2026-03-31", "date", "`due`", ""),
    ("> ", "no value", "", ""),
    ("at least many", "start with a number", "", ""),
    ("20% more", "change or a value", "`+20%`", ""),
    (
        "5 or better",
        "which way is better",
        "`5 or more` or `5 or less`",
        "",
    ),
    ("$1m", "million or a thousand", "`$1M`", ""),
    ("7,5", "decimal point", "`7.5` or `75`", ""),
    ("everyone is happy", "start with a number", "", ""),
];

#[test]
fn refuses_with_advice() {
    for (text, message, help, fix) in REFUSED {
        let error = parse(text).expect_err(text);
        assert!(error.message.contains(message), "{text}: {error:?}");
        let advice = error.help.clone().unwrap_or_default();
        assert!(advice.contains(help), "{text}: {error:?}");
        assert_eq!(
            error.fix.clone().unwrap_or_default(),
            *fix,
            "{text}: {error:?}"
        );
        assert!(error.fix.is_none_or(|fix| parse(&fix).is_ok()), "{text}");
    }
}

#[test]
fn comparators_know_their_side() {
    let five = rust_decimal::Decimal::from(5);
    for (comparator, below, equal, above) in [
        (Comparator::AtLeast, false, true, true),
        (Comparator::AtMost, true, true, false),
        (Comparator::Above, false, false, true),
        (Comparator::Below, true, false, false),
    ] {
        let met = [4, 5, 6].map(|value| comparator.is_met(value.into(), five));
        assert_eq!(met, [below, equal, above], "{comparator:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        text in prop_oneof![any::<String>(), crate::model::quantity::tests::pieces()],
    ) {
        match parse(&text) {
            Ok(target) => prop_assert_eq!(&*target.text, text.as_str()),
            Err(error) => prop_assert!(!error.message.is_empty()),
        }
    }

    #[test]
    fn bands_are_in_order(low in -1000_i32..1000, high in -1000_i32..1000) {
        let target = parse(&format!("{low} to {high}"));
        match target.map(|target| target.kind) {
            Ok(TargetKind::Band { low, high }) => prop_assert!(low.value < high.value),
            Ok(kind) => prop_assert!(false, "{:?}", kind),
            Err(_) => prop_assert!(low >= high),
        }
    }
}
