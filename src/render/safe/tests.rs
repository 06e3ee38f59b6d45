#![allow(clippy::unwrap_used)]

mod properties;

use std::borrow::Cow;

use serde_json::ser::CompactFormatter;
use serde_json::{Serializer, Value, json};

use super::{SafeJson, SafeLine, dot_string, markdown, mermaid_label, safe, write_json};

#[test]
fn what_deceives_is_shown() {
    for (text, expected) in [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        (
            "\x1b]8;;http://evil\x07click",
            r"\x1b]8;;http://evil\x07click",
        ),
        ("a\0b", r"a\x00b"),
        ("bell\x07 back\x08", r"bell\x07 back\x08"),
        ("a\x7fb", r"a\x7fb"),
        ("csi\u{9b}31m", r"csi\x9b31m"),
        ("next\u{85}line", r"next\x85line"),
        ("form\x0cfeed\x0b", r"form\x0cfeed\x0b"),
        ("over\rwritten", r"over\x0dwritten"),
        ("two\nlines", "two lines"),
        ("two\r\nlines", "two lines"),
        ("a\tb", "a b"),
        (
            "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}",
            r"\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}",
        ),
        (
            "\u{2066}\u{2067}\u{2068}\u{2069}",
            r"\u{2066}\u{2067}\u{2068}\u{2069}",
        ),
        ("\u{200e}\u{200f}\u{61c}", r"\u{200e}\u{200f}\u{61c}"),
        ("\u{feff}bom", r"\u{feff}bom"),
        ("a\u{200b}b\u{2060}c", r"a\u{200b}b\u{2060}c"),
        ("\u{2028}\u{2029}", r"\u{2028}\u{2029}"),
        ("soft\u{ad}hyphen", r"soft\xadhyphen"),
        ("tag\u{e0041}\u{e007f}", r"tag\u{e0041}\u{e007f}"),
        ("\u{3164}\u{ffa0}\u{180e}", r"\u{3164}\u{ffa0}\u{180e}"),
        ("\u{fff9}a\u{fffa}b\u{fffb}", r"\u{fff9}a\u{fffa}b\u{fffb}"),
    ] {
        assert_eq!(safe(text), expected, "{text:?}");
    }
}

#[test]
fn commands_to_runners_are_broken() {
    for (text, expected) in [
        ("##[error]x", r"#\#[error]x"),
        ("see ##[group] and ##[x", r"see #\#[group] and #\#[x"),
        ("###[x", r"##\#[x"),
        ("##[##[", r"#\#[#\#["),
        ("##vso[task]x", r"#\#vso[task]x"),
        ("a ##teamcity[stop]", r"a #\#teamcity[stop]"),
        ("###[x", r"##\#[x"),
        ("## a[0]", "## a[0]"),
        ("::error::x", r":\:error::x"),
        ("  \t ::set-output", r"    :\:set-output"),
        ("\n::x", r" :\:x"),
        ("\r\n\u{3000}\u{a0}::x", " \u{3000}\u{a0}:\\:x"),
        (":::", r":\::"),
        ("::", r":\:"),
        ("\u{85}::x", r"\x85:\:x"),
        ("\u{200b}::x", r"\u{200b}::x"),
    ] {
        assert_eq!(safe(text), expected, "{text:?}");
    }
}

#[test]
fn ordinary_text_is_borrowed() {
    for text in [
        "",
        "Increase monthly active users to 7.5M",
        "a::b ## [x] #[x] : :",
        r"C:\x1b is a backslash",
        "Zürich, naïve, e\u{301}",
        "מדד שביעות רצון",
        "می\u{200c}خواهم",
        "क्\u{200d}ष",
        "👩\u{200d}💻 ❤\u{fe0f} 🇨🇭",
        "葛\u{e0100}飾区",
        "日本語　データ\u{a0}…",
        "ᠮᠣᠩᠭᠣᠯ\u{180b}",
    ] {
        assert!(
            matches!(safe(text), Cow::Borrowed(same) if same == text),
            "{text}"
        );
    }
}

#[test]
fn offsets_move_along() {
    let line = SafeLine::new("\té: \x1b##[ü");
    assert_eq!(line.text, r" é: \x1b#\#[ü");
    for (old, new) in [
        (0, 0),
        (1, 1),
        (2, 1),   // inside é
        (3, 3),   // :
        (5, 5),   // the escape
        (6, 9),   // the first #
        (7, 11),  // the second, behind its backslash
        (8, 12),  // [
        (9, 13),  // ü
        (10, 13), // inside ü
        (11, 15), // the end
        (99, 15),
        (usize::MAX, 15),
    ] {
        assert_eq!(line.offset(old), new, "{old}");
    }
    let wide = SafeLine::new("a\u{202e}b");
    assert_eq!(
        [1, 2, 3, 4, 5].map(|old| wide.offset(old)),
        [1, 1, 1, 9, 10]
    );
    let plain = SafeLine::new("plain");
    assert_eq!((plain.offset(3), plain.offset(9)), (3, 5));
    assert_eq!(SafeLine::new("a\r\n").offset(2), 1);
}

#[test]
fn markdown_is_only_text() {
    for (text, expected) in [
        (
            "plain, text (with 50% of -1.5M)",
            "plain, text (with 50% of -1.5M)",
        ),
        ("a|b", "a&#124;b"),
        ("a\nb", "a b"),
        (
            "`code` *em* _em_ ~~no~~",
            r"\`code\` \*em\* \_em\_ \~\~<!-- -->no\~\~",
        ),
        ("[text](https://x.y)", r"\[text\](https:<!-- -->//x.y)"),
        ("![image](x)", r"\!\[image\](x)"),
        ("<b onclick=x>&amp;", "&lt;b onclick=x&gt;&amp;amp;"),
        ("@everyone and @user", "@<!-- -->everyone and @<!-- -->user"),
        ("priya@example.com", "priya@<!-- -->example.com"),
        ("ends with @", "ends with @<!-- -->"),
        (
            "fixes #123, org/repo#4",
            r"fixes \#<!-- -->123, org/repo\#<!-- -->4",
        ),
        (
            "GH-12 and gh-1, not HIGH-5",
            "GH-<!-- -->12 and gh-<!-- -->1, not HIGH-5",
        ),
        (
            "!12 &34 ~label %\"1.0\"",
            "\\!<!-- -->12 &amp;<!-- -->34 \\~<!-- -->label %<!-- -->\"1.0\"",
        ),
        ("R&D", "R&amp;D"),
        ("100%-ready", "100%-ready"),
        (
            "www.example.com WWW.x",
            "www.<!-- -->example.com WWW.<!-- -->x",
        ),
        (
            "from $5M to $7M",
            "from <span>$</span>5M to <span>$</span>7M",
        ),
        ("done :tada: at 10:30", "done :<!-- -->tada: at 10:30"),
        ("# heading", r"\# heading"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("1. item", r"1\. item"),
        ("12) item", r"12\) item"),
        ("1.5 items", "1.5 items"),
        ("---", r"\---"),
        ("===", r"\==="),
        ("> quote", "&gt; quote"),
        ("/close", r"\/close"),
        ("    indented  ", "indented"),
        ("::error::x", r"\::<!-- -->error::x"),
        ("##[error]", r"\#\#\[error\]"),
        (r"back\slash\|", r"back\\slash\\&#124;"),
        ("{+added+}", r"\{<!-- -->+added+\}"),
        ("\x1b[31m\u{202e}", r"\\x1b\[31m\\u\{202e\}"),
        ("", ""),
    ] {
        assert_eq!(markdown(text), expected, "{text:?}");
    }
}

#[test]
fn mermaid_labels_are_only_text() {
    for (text, expected) in [
        ("Plain (60% of $5M), 10:30", "Plain (60% of $5M), 10:30"),
        ("say \"hi\"", "say #quot;hi#quot;"),
        ("a#b;c", "a#35;b#59;c"),
        ("#quot;", "#35;quot#59;"),
        ("[x] {y}", "#91;x#93; #123;y#125;"),
        ("<br>&amp;", "#lt;br#gt;#amp;amp#59;"),
        ("`code` *em* a_b", "#96;code#96; #42;em#42; a#95;b"),
        (
            "%%{init: {}}%%",
            "#37;#37;#123;init: #123;#125;#125;#37;#37;",
        ),
        ("$$x$$", "#36;#36;x#36;#36;"),
        ("a\nb\tc", "a b c"),
        (r"a\nb", "a#92;nb"),
        ("a|b", "a#124;b"),
        ("https://x", "https#58;//x"),
        ("::class", "#58;#58;class"),
        ("1. item", "1#46; item"),
        ("- item", "#45; item"),
        ("1.5 items", "1.5 items"),
        ("\u{202e}x", "#92;u#123;202e#125;x"),
        ("##[error]", "#35;#35;#91;error#93;"),
    ] {
        assert_eq!(mermaid_label(text), expected, "{text:?}");
    }
}

#[test]
fn dot_strings_are_only_text() {
    for (text, expected) in [
        ("plain {a|b} <c>", "plain {a|b} <c>"),
        ("say \"hi\"", r#"say \"hi\""#),
        (r"\N \l \", r"\\N \\l \\"),
        (r#"\""#, r#"\\\""#),
        ("R&D &lt;", "R&amp;D &amp;lt;"),
        ("a\nb\r\nc\td", "a b c d"),
        ("##[error]", "#&#35;[error]"),
        ("\x1b", r"\\x1b"),
    ] {
        assert_eq!(dot_string(text), expected, "{text:?}");
    }
}

fn indented(value: &Value) -> String {
    let mut out = Vec::new();
    write_json(&mut out, value).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn json_escapes_what_deceives_and_keeps_its_value() {
    let value = json!({
        "k\u{202e}": ["\x7f\u{85}\u{9b}", "\u{2028}\u{feff}", "\u{e0041}", "\x1b\n\"\\", "##[x]"],
        "empty": {}, "none": [], "number": 1.5, "plain": "Zürich 👩\u{200d}💻"
    });
    let expected = r##"{
  "k\u202e": [
    "\u007f\u0085\u009b",
    "\u2028\ufeff",
    "\udb40\udc41",
    "\u001b\n\"\\",
    "#\u0023[x]"
  ],
  "empty": {},
  "none": [],
  "number": 1.5,
  "plain": "Zürich 👩‍💻"
}
"##;
    let written = indented(&value);
    let sorted = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(sorted(&written), value);
    assert_eq!(sorted(expected), value);
    for line in expected.lines() {
        assert!(
            written.contains(line.trim_end_matches(',')),
            "{line}\n{written}"
        );
    }
    let mut compact = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut compact, SafeJson(CompactFormatter));
    serde::Serialize::serialize(&json!({"a": ["\u{202e}", 1, null]}), &mut serializer).unwrap();
    assert_eq!(compact, br#"{"a":["\u202e",1,null]}"#);
}
