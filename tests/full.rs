//! How findings look on a terminal, whole: with the lines they point at, at two widths.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Around, environment, fixture, okr_in};
use unicode_width::UnicodeWidthStr;

fn full(name: &str, columns: usize) -> String {
    let around = Around {
        out_is_terminal: true,
        columns: Some(columns),
        ..environment(&fixture(name))
    };
    let out = okr_in(&around, &["check", "--color", "never"]).out;
    for line in out.lines() {
        assert!(!line.trim_start().starts_with("::"), "{line}");
        assert!(line.width() <= columns, "{columns}: {line}");
        assert_eq!(line.trim_end(), line);
    }
    out
}

macro_rules! golden {
    ($($test:ident: $name:literal, $columns:literal);+ $(;)?) => {
        $(
            #[test]
            fn $test() {
                insta::assert_snapshot!(full($name, $columns));
            }
        )+
    };
}

golden! {
    traps_wide: "traps", 100;
    traps_narrow: "traps", 60;
    links_wide: "links", 100;
    links_narrow: "links", 60;
    hostile_wide: "hostile", 100;
    hostile_narrow: "hostile", 60;
}
