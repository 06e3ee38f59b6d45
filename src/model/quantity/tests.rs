//! What is read as a quantity, what is refused, and what can be compared.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use proptest::prelude::*;

use super::*;
use crate::model::measured::Measured;

fn parse(text: &str) -> Result<Quantity, QuantityError> {
    Quantity::parse(&Text::from(text))
}

fn decimal(text: &str) -> Decimal {
    Decimal::from_str_exact(text).unwrap()
}

/// Text, exact value, name of the unit (empty for none).
const READ: &[(&str, &str, &str)] = &[
    ("0", "0", ""),
    ("5", "5", ""),
    (" 5 ", "5", ""),
    ("-5", "-5", ""),
    ("−5", "-5", ""),
    ("+5", "5", ""),
    ("- 5", "-5", ""),
    (".65", "0.65", ""),
    ("-.65", "-0.65", ""),
    ("0.10", "0.1", ""),
    ("007", "7", ""),
    ("-0", "0", ""),
    ("7500", "7500", ""),
    ("7,500", "7500", ""),
    ("7_500", "7500", ""),
    ("7\u{2009}500", "7500", ""),
    ("7\u{202f}500", "7500", ""),
    ("7\u{a0}500", "7500", ""),
    ("1,234,567.89", "1234567.89", ""),
    ("7.500", "7.5", ""),
    ("7.5M", "7500000", ""),
    ("5M", "5000000", ""),
    ("1.2M", "1200000", ""),
    ("1500k", "1500000", ""),
    ("5k", "5000", ""),
    ("5 K", "5000", ""),
    ("2B", "2000000000", ""),
    ("2bn", "2000000000", ""),
    ("2 Bn", "2000000000", ""),
    ("3 thousand", "3000", ""),
    ("3 million", "3000000", ""),
    ("0.5 billion", "500000000", ""),
    ("1.2345k", "1234.5", ""),
    ("0.0000001k", "0.0001", ""),
    (
        "0.1234567890123456789012345678k",
        "123.4567890123456789012345678",
        "",
    ),
    (
        "79228162514264337593543950335",
        "79228162514264337593543950335",
        "",
    ),
    ("5%", "5", "%"),
    ("99.95 %", "99.95", "%"),
    ("-10%", "-10", "%"),
    ("5\u{a0}%", "5", "%"),
    ("40 percent", "40", "%"),
    ("40 per cent", "40", "%"),
    ("40 pct", "40", "%"),
    ("+5pp", "5", "pp"),
    ("5 pp", "5", "pp"),
    ("3 percentage points", "3", "pp"),
    ("3 p.p.", "3", "pp"),
    ("5 points", "5", "points"),
    ("1 point", "1", "points"),
    ("12 pts", "12", "points"),
    ("340 story points", "340", "story points"),
    ("3x", "3", "x"),
    ("2.5 x", "2.5", "x"),
    ("3×", "3", "x"),
    ("$20", "20", "$"),
    ("$20k", "20000", "$"),
    ("-$5", "-5", "$"),
    ("$-5", "-5", "$"),
    ("+$1.5M", "1500000", "$"),
    ("$ 5", "5", "$"),
    ("$1bn", "1000000000", "$"),
    ("€5M", "5000000", "€"),
    ("5M€", "5000000", "€"),
    ("5 €", "5", "€"),
    ("£0.99", "0.99", "£"),
    ("¥1,000", "1000", "¥"),
    ("₹5", "5", "₹"),
    ("R$ 12", "12", "R$"),
    ("A$7", "7", "A$"),
    ("US$7M", "7000000", "US$"),
    ("USD 5M", "5000000", "USD"),
    ("USD5M", "5000000", "USD"),
    ("5M USD", "5000000", "USD"),
    ("5 CHF", "5", "CHF"),
    ("$5 USD", "5", "USD"),
    ("$5 CAD", "5", "CAD"),
    ("250 ms", "250", "ms"),
    ("250ms", "250", "ms"),
    ("90 ns", "90", "ns"),
    ("90 µs", "90", "µs"),
    ("90 us", "90", "µs"),
    ("1.5s", "1.5", "s"),
    ("90 min", "90", "min"),
    ("90 minutes", "90", "min"),
    ("2h", "2", "h"),
    ("2 hrs", "2", "h"),
    ("1 hour", "1", "h"),
    ("12 days", "12", "days"),
    ("1 day", "1", "days"),
    ("3d", "3", "days"),
    ("2 weeks", "2", "weeks"),
    ("2w", "2", "weeks"),
    ("6 months", "6", "months"),
    ("2 quarters", "2", "quarters"),
    ("3 years", "3", "years"),
    ("1h 30m", "90", "min"),
    ("1h30m", "90", "min"),
    ("1h 30min", "90", "min"),
    ("1m 30s", "90", "s"),
    ("2 days 4 hours", "52", "h"),
    ("1h 20m 5s", "4805", "s"),
    ("1 year 6 months", "18", "months"),
    ("4.5/5", "4.5", "/5"),
    ("4.5 / 5", "4.5", "/5"),
    ("6/10", "6", "/10"),
    ("3k/10k", "3000", "/10000"),
    ("5 users", "5", "users"),
    ("5users", "5", "users"),
    ("5M users", "5000000", "users"),
    ("5 million users", "5000000", "users"),
    ("10kg", "10", "kg"),
    ("500 MB", "500", "MB"),
    ("5 metres", "5", "metres"),
    ("3 deploys/day", "3", "deploys/day"),
    ("5/week", "5", "/week"),
    ("10 per day", "10", "per day"),
    ("$20/user", "20", "USD/user"),
    ("20 USD per user", "20", "USD per user"),
    ("2 hours per week", "2", "h per week"),
    ("5 P1 bugs", "5", "P1 bugs"),
    ("50 m²", "50", "m²"),
    ("5 MAU", "5", "MAU"),
    ("5 TOP accounts", "5", "TOP accounts"),
    ("7 US customers", "7", "US customers"),
    ("5 客户", "5", "客户"),
];

#[test]
fn reads_exact_values_and_keeps_the_text() {
    for (text, value, unit) in READ {
        let quantity = parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
        assert_eq!(quantity.value, decimal(value), "{text}");
        assert_eq!(quantity.unit_name().unwrap_or_default(), *unit, "{text}");
        assert_eq!(quantity.text, *text);
    }
}

#[test]
fn remembers_whether_a_sign_is_written() {
    for (text, signed) in [
        ("5", false),
        ("+5", true),
        ("-$5", true),
        ("$-5", true),
        ("−5%", true),
        ("5%", false),
    ] {
        assert_eq!(parse(text).unwrap().signed, signed, "{text}");
    }
}

/// Text, a part of the message, a part of the advice, the fix (empty for none).
const REFUSED: &[(&str, &str, &str, &str)] = &[
    ("5 Mio. €", "no scale", "`5M €`", "5M €"),
    ("2 Mrd", "no scale", "`2B`", "2B"),
    ("3 trillion", "no scale", "`M`", ""),
    ("3 of 5 teams", "ratio", "`3/5`", ""),
    ("1 in 5", "more than", "`1`", ""),
    ("", "no value", "`TBD`", ""),
    ("   ", "no value", "", ""),
    ("7,5", "decimal point", "`7.5` or `75`", ""),
    ("1,25 %", "decimal point", "`1.25 %` or `125 %`", ""),
    ("€7,50", "decimal point", "`€7.50` or `€750`", ""),
    ("0,5", "decimal point", "`0.5`", "0.5"),
    ("0,500", "decimal point", "`0.500`", "0.500"),
    ("12,34,567", "grouped by three", "", ""),
    ("1_0", "grouped by three", "", ""),
    ("7,", "grouped by three", "", ""),
    (",500", "grouped by three", "", ""),
    ("1'000", "grouped by three", "`1000`", "1000"),
    ("1,234_567", "grouped by three", "`1234567`", "1234567"),
    ("1.2.3", "one decimal point", "", ""),
    ("1.000.000", "one decimal point", "`1000000`", "1000000"),
    ("1.234,56 €", "plain digits", "`1234.56 €`", "1234.56 €"),
    ("1.5_000", "plain digits", "", ""),
    ("5.", "decimal point", "`5`", "5"),
    ("1 000 000", "several numbers", "`1,000,000`", "1,000,000"),
    ("5 10", "several numbers", "one number", ""),
    (
        "$1m",
        "million or a thousand",
        "`$1M` for millions or `$1k`",
        "",
    ),
    (
        "1m USD",
        "million or a thousand",
        "`1M USD` for millions or `1k USD`",
        "",
    ),
    ("5m", "minutes", "`5M` for millions or `5 min`", ""),
    ("5 m users", "million", "`5M users`", ""),
    ("5b", "bytes", "`5B` for billions", ""),
    ("$5b", "billions", "`$5B`", "$5B"),
    ("$5mn", "no scale", "`$5M`", "$5M"),
    (
        "12:30",
        "hours and minutes",
        "`12h 30min` or `12min 30s`",
        "",
    ),
    ("1e5", "exponent", "`100000`", "100000"),
    ("1.5E3", "exponent", "`1500`", "1500"),
    ("1e-5", "exponent", "digits out", ""),
    ("1e99999999999", "exponent", "digits out", ""),
    ("10-20", "two numbers", "`10 to 20`", ""),
    ("10 to 20", "two numbers", "`10 to 20`", ""),
    ("5%–7%", "two numbers", "`5% to 7%`", ""),
    ("2026-03-31", "date", "`due`", ""),
    ("31.12.2026", "date", "`due`", ""),
    ("12/31/2026", "date", "`due`", ""),
    ("~5", "about a number", "`5`", ""),
    ("about 5%", "about a number", "`5%`", ""),
    ("±5%", "band", "`-5% to 5%`", ""),
    ("–5", "dash", "`-5`", "-5"),
    ("٥", "digits other", "0 to 9", ""),
    ("５", "digits other", "0 to 9", ""),
    ("½", "digits other", "`0.5`", ""),
    ("5½", "digits other", "`0.5`", ""),
    ("TBD", "stands in", "", ""),
    ("at least 5", "level", "`5`", ""),
    ("≥ 99%", "level", "`99%`", ""),
    ("40 days or less", "level", "`40 days`", ""),
    ("90+", "level", "`90`", ""),
    ("5 of 10", "ratio", "`5/10`", "5/10"),
    ("5 out of 10", "ratio", "`5/10`", "5/10"),
    ("20% more", "change or a value", "`+20%`", ""),
    ("10% reduction", "change or a value", "`-10%`", ""),
    ("99.9% uptime", "more than a number", "`99.9%`", ""),
    ("$5M ARR", "more than a number", "`$5M`", ""),
    ("12 days overdue", "more than a number", "`12 days`", ""),
    (
        "5 users in 3 countries",
        "more than a number",
        "`5 users`",
        "",
    ),
    ("4.5/5 stars", "more than a number", "`4.5/5`", ""),
    ("1h 30", "its unit", "`1h 30min`", ""),
    ("30m 1h", "million", "", ""),
    ("five", "start with a number", "digits", ""),
    ("users: 5", "start with a number", "", ""),
    ("$", "no quantity", "`85%`", ""),
    ("-", "stands in", "", ""),
    ("--5", "no quantity", "", ""),
    ("5 or better", "which way is better", "", ""),
    ("$5%", "no quantity", "", ""),
    ("$5 EUR", "more than", "", ""),
    ("4/0", "out of", "", ""),
    ("79228162514264337593543950336", "more digits", "", ""),
    ("99999999999999999999B", "more digits", "", ""),
    ("0.00000000000000000000000000001", "more digits", "", ""),
    (
        "79228162514264337593543950335 weeks",
        "too large",
        "larger unit",
        "",
    ),
    ("🎉", "no quantity", "", ""),
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
        assert!(!error.message.ends_with('.'), "{text}: {error:?}");
    }
}

#[test]
fn a_fix_can_be_read() {
    for (text, ..) in REFUSED {
        if let Some(fix) = parse(text).unwrap_err().fix {
            assert!(parse(&fix).is_ok(), "{text}: {fix}");
        }
    }
}

#[test]
fn compares_what_counts_the_same() {
    for (one, other, same) in [
        ("1.2M", "1500k", true),
        ("90 min", "1h", true),
        ("250 ms", "2 days", true),
        ("1h 30m", "5 s", true),
        ("6 months", "1 year", true),
        ("30 days", "1 month", false),
        ("5 users", "3 customers", false),
        ("1 user", "3 users", true),
        ("1 story point", "340 Story Points", true),
        ("1 query", "2 queries", true),
        ("1 story", "2 stores", false),
        ("1 class", "2 classes", true),
        ("1 status", "2 statuses", true),
        ("1 person", "2 people", true),
        ("1 release", "2 releases", true),
        ("3 deploys/day", "1 deploy per day", true),
        ("$5", "5 USD", true),
        ("€5", "5 EUR", true),
        ("£5", "GBP 5", true),
        ("¥5", "5 JPY", true),
        ("₹5", "5 INR", true),
        ("$5", "€5", false),
        ("$5", "$5 per user", false),
        ("$20/user", "20 USD per user", true),
        ("5%", "5pp", false),
        ("5%", "5", false),
        ("4.5/5", "9/10", true),
        ("3x", "3", false),
        ("5 points", "5 pts", true),
    ] {
        let (one, other) = (parse(one).unwrap(), parse(other).unwrap());
        assert_eq!(
            one.dimension() == other.dimension(),
            same,
            "{one:?} {other:?}"
        );
    }
}

#[test]
fn magnitudes_are_in_the_base_unit() {
    for (text, magnitude) in [
        ("90 min", "5400"),
        ("1h 30m", "5400"),
        ("250 ms", "0.25"),
        ("90 µs", "0.00009"),
        ("2 weeks", "1209600"),
        ("2 years", "24"),
        ("2 quarters", "6"),
        ("4.5/5", "0.9"),
        ("1.2M", "1200000"),
        ("-5%", "-5"),
    ] {
        assert_eq!(
            parse(text).unwrap().magnitude(),
            decimal(magnitude),
            "{text}"
        );
    }
}

#[test]
fn reads_units_by_themselves() {
    for (text, name) in [
        ("users", "users"),
        ("%", "%"),
        ("% of users", "%"),
        ("min", "min"),
        ("USD", "USD"),
        ("$", "$"),
        ("/5", "/5"),
        ("story points", "story points"),
        ("x", "x"),
        ("€ per month", "EUR per month"),
    ] {
        assert_eq!(Unit::parse(text).unwrap().name().unwrap(), name, "{text}");
    }
    for text in [
        "",
        "M",
        "million users",
        "$M",
        "k€",
        "m",
        "5",
        "/0",
        "5 users",
        "or less",
    ] {
        assert!(Unit::parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_spelt_number_reads_back_in_its_unit() {
    for text in [
        "5%", "5pp", "5 points", "3x", "$5", "5 USD", "250 ms", "2 weeks", "4.5/5", "5 users",
        "5/week",
    ] {
        let quantity = parse(text).unwrap();
        for number in ["7", "-7"] {
            let again = parse(&quantity.unit.spell(number)).unwrap();
            assert_eq!(again.dimension(), quantity.dimension(), "{text}");
            assert_eq!(again.value, decimal(number), "{text}");
        }
    }
}

#[test]
fn measured_values_may_be_withheld() {
    let measured = |text: &str| Measured::parse(&Text::from(text));
    for text in [
        "TBD",
        "tbd",
        "[TBD]",
        "TBD%",
        "X",
        "x%",
        "XX%",
        "$X",
        "XM",
        "X users",
        "X.X",
        "?",
        "???",
        "n/a",
        "N/A",
        "NA",
        "TODO",
        "to be defined",
        "tbc",
        "TBD after the survey",
        "unknown",
        "…",
        "-",
        "—",
        "<tbd>",
        "Y",
    ] {
        assert!(
            matches!(measured(text), Ok(Measured::Placeholder(kept)) if kept == text),
            "{text}"
        );
    }
    for text in ["confidential", "Confidential"] {
        assert!(matches!(measured(text), Ok(Measured::Confidential(kept)) if kept == text));
    }
    assert!(measured("-10%").unwrap().quantity().unwrap().signed);
    for text in ["", "xyz", "none", "at least 5", "Next", "confidential 5"] {
        assert!(measured(text).is_err(), "{text}");
    }
}

#[test]
fn long_text_is_cut_in_messages() {
    let error = parse(&"9".repeat(1_000_000)).unwrap_err();
    assert!(error.message.chars().count() < 120, "{}", error.message);
    let error = parse(&"é".repeat(90)).unwrap_err();
    assert!(error.message.chars().count() < 120, "{}", error.message);
}

/// Pieces that the grammar knows, in any order.
pub(crate) fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "5",
        "7.5",
        "0.4",
        ",",
        ".",
        "_",
        "+",
        "-",
        "−",
        "$",
        "€",
        "USD",
        "%",
        "pp",
        "points",
        "x",
        "X",
        "M",
        "k",
        "m",
        "b",
        "bn",
        "h",
        "min",
        "ms",
        "30m",
        "1h",
        "days",
        "/",
        "/5",
        " per ",
        " to ",
        " - ",
        "–",
        "±",
        "~",
        "at least ",
        "between ",
        " and ",
        " or less",
        ">",
        "<=",
        "TBD",
        "e5",
        ":30",
        " ",
        "\u{a0}",
        "\u{2009}",
        "٥",
        "½",
        "users",
        "of",
        "more",
        "increase by ",
        "from ",
        "2026-01-02",
        "7,500",
        "99999999999999999999",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in prop_oneof![any::<String>(), pieces()]) {
        match parse(&text) {
            Ok(quantity) => prop_assert_eq!(&*quantity.text, text.as_str()),
            Err(error) => prop_assert!(!error.message.is_empty()),
        }
        if let Ok(measured) = Measured::parse(&Text::from(text.as_str())) {
            prop_assert_eq!(&**measured.text(), text.as_str());
        }
        let _ = Unit::parse(&text);
    }

    #[test]
    fn plain_decimals_are_exact(mantissa in any::<i64>(), places in 0_u32..=18) {
        let value = Decimal::new(mantissa, places);
        prop_assert_eq!(parse(&value.to_string()).unwrap().value, value);
    }

    #[test]
    fn groups_change_nothing(number in 1_000_u64..) {
        let digits = number.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        for separator in [",", "_", "\u{2009}", "\u{202f}", "\u{a0}"] {
            let text = grouped.replace(',', separator);
            prop_assert_eq!(parse(&text).unwrap().value, Decimal::from(number));
        }
    }
}
