//! Texts that were made to cost something: each is read in no time, with few problems.

use std::time::Duration;

use cpu_time::ThreadTime;

use crate::parse::yaml::{MAX_PROBLEMS, read};

/// Large enough that reading which is not linear would take minutes.
const SIZE: usize = 128 * 1024;

/// Far more than any of these takes, in a debug build on a busy machine.
const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn hostile_texts_end_soon() {
    let fill = |unit: &str| unit.repeat(SIZE / unit.len());
    let laughs: String = (0..2000)
        .map(|n| format!("b{n}: &b{n} [*b, *b, *b, *b]\n"))
        .collect();
    let steps: String = (0..1400).map(|n| format!("{}-\n", " ".repeat(n))).collect();
    for (text, problems) in [
        ("[".repeat(100_000), 1),
        (fill("{a: "), 1),
        ("- ".repeat(100_000), 1),
        (steps, 1),
        (laughs, MAX_PROBLEMS + 1),
        (fill("a: &a [*a,*a]\n"), MAX_PROBLEMS + 1),
        (fill("a: b\n"), MAX_PROBLEMS + 1),
        (fill("# x\n"), 0),
        (format!("a:\n{}- b\n", fill("  # x\n")), 0),
        (format!("a: {}", fill("x ")), 0),
        (format!("a: [{}", fill("b: c, ")), 1),
        (format!("a: (b {}", fill(" # x")), 0),
        (format!("a: {}", fill("\"x\" ")), 1),
        (fill("---\na: [\n"), MAX_PROBLEMS + 1),
        (fill("<<<<<<< a\nb: c\n"), MAX_PROBLEMS + 1),
    ] {
        let start = ThreadTime::now();
        let (tree, found) = read(text.as_bytes());
        let name = &text[..20];
        assert!(start.elapsed() < LIMIT, "{name}: {:?}", start.elapsed());
        assert!(found.len() <= problems, "{name}: {}", found.len());
        assert_eq!(found.is_empty(), problems == 0, "{name}");
        let longest = found.iter().map(|one| {
            one.message
                .len()
                .max(one.help.as_ref().map_or(0, String::len))
        });
        assert!(longest.max().unwrap_or(0) < 2000, "{name}");
        drop(tree);
    }
}

#[test]
fn five_hundred_comments_and_long_keys_are_fine() {
    let text = format!(
        "a:\n{}  - b\n\"{}\": c\n",
        "  # x\n".repeat(500),
        "k".repeat(3000)
    );
    let (tree, problems) = read(text.as_bytes());
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(tree.comments.len(), 500);
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(nested(32).as_bytes()).1.is_empty());
    let (tree, problems) = read(nested(33).as_bytes());
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("32 deep"));
    assert!(tree.broken);
    let mixed = format!("{}{}", "- ".repeat(20), nested(20));
    assert_eq!(read(mixed.as_bytes()).1.len(), 1);
}

#[test]
fn repairs_have_a_limit() {
    let text = "- @a\n".repeat(100);
    let (tree, problems) = read(text.as_bytes());
    assert_eq!(problems.len(), 21);
    assert!(tree.broken);
}

/// Looking for the line above a mistake once never ended where a byte-order mark came first.
#[test]
fn a_mistake_behind_a_byte_order_mark_is_read() {
    let (tree, problems) = read("\u{feff}- a\nb\n".as_bytes());
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(tree.broken);
}
