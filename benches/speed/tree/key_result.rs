//! What a key result says: every kind of target that the format knows, with values that move from
//! week to week.

use std::fmt::Write as _;

use super::random::Random;
use super::times::{Moment, WEEKS, first_day};
use super::words::{self, Voice};

/// How a key result goes.
pub struct Course {
    /// Which one of its objective it is.
    pub position: usize,
    pub cycle: usize,
    /// What its numbers come from.
    pub numbers: Random,
    /// How fast it is, in thousandths of what would end at the target.
    pub pace: usize,
    /// The week whose value counts.
    pub last: usize,
    /// The weeks in which somebody looked.
    pub kept: Vec<usize>,
    /// Whether its target was made easier.
    pub is_eased: bool,
}

/// The kinds, by where their titles stand in a voice.
const SHARE: usize = 0;
const COUNT: usize = 1;
const MONEY: usize = 2;
const RELATIVE: usize = 3;
const TIMES: usize = 4;
const DURATION: usize = 5;
const AT_MOST: usize = 6;
const RATING: usize = 7;
const LEVEL: usize = 8;
const BAND: usize = 9;
const MILESTONE: usize = 10;

/// Which kinds stand where: the first always has a way to go.
const KINDS: [&[usize]; 4] = [
    &[SHARE, COUNT, MONEY, RELATIVE],
    &[DURATION, AT_MOST, RATING, TIMES],
    &[LEVEL, BAND, MILESTONE, TIMES, RATING],
    &[SHARE, MILESTONE, DURATION, COUNT],
];

/// A number that moves from one value to another, in tenths, and how it is written.
struct Scale {
    from: usize,
    to: usize,
    before: &'static str,
    after: String,
}

/// Writes the key result behind `text`.
pub fn write(text: &mut String, voice: &Voice, words: &mut Random, course: &Course) {
    let kinds = KINDS[course.position];
    let kind = kinds[words.below(kinds.len())];
    let place = words.pick(voice.wheres);
    let _ = writeln!(
        text,
        "  - id: {}\n    title: {}, {place}",
        voice.names[course.position], voice.titles[kind],
    );
    match kind {
        LEVEL => level(text, course),
        BAND => {
            let value = 92 + (course.last + course.pace) % 14;
            let _ = writeln!(text, "    target: 90% to 110%\n    current: {value}%");
        }
        MILESTONE => return milestone(text, voice, words, course),
        _ => way(text, kind, voice, course),
    }
    if kind != TIMES {
        let day = day(course, course.last);
        let _ = writeln!(text, "    as_of: {day}");
    }
    let _ = match course.position {
        0 => writeln!(text, "    confidence: {}/10", 5 + course.pace % 4),
        1 if words.below(4) == 0 => {
            writeln!(text, "    weight: 2   # {}", words.pick(voice.wheres))
        }
        1 => writeln!(text, "    weight: 2"),
        _ => Ok(()),
    };
    let _ = writeln!(text, "    note: {}", words.pick(voice.notes));
}

fn day(course: &Course, week: usize) -> jiff::civil::Date {
    let week = week.min(WEEKS - 1);
    let cycle = course.cycle;
    Moment { cycle, week }.day()
}

fn level(text: &mut String, course: &Course) {
    let value = 1 + (course.last + course.pace) % 8;
    let _ = writeln!(
        text,
        "    type: maintain\n    target: at least 99%\n    current: 99.{value}%"
    );
}

fn milestone(text: &mut String, voice: &Voice, words: &mut Random, course: &Course) {
    let done = (course.pace * course.last / WEEKS / 10).min(100);
    let due = first_day(course.cycle + 1).yesterday().unwrap();
    let _ = writeln!(text, "    criteria:");
    for _ in 0..2 {
        let _ = writeln!(text, "      - {}", words.pick(voice.notes));
    }
    let _ = writeln!(text, "    progress: {done}%\n    due: {due}");
    let _ = writeln!(text, "    links: [\"https://example.com/{}\"]", course.pace);
}

/// A key result that goes from a baseline to a target.
fn way(text: &mut String, kind: usize, voice: &Voice, course: &Course) {
    let scale = scale(kind, voice, course);
    let target = match kind {
        RELATIVE => {
            let percent = (scale.to - scale.from) * 100 / scale.from;
            format!("+{percent}%")
        }
        TIMES => "3x".to_owned(),
        AT_MOST => format!("{} or less", scale.write(scale.to)),
        _ if course.is_eased => scale.write(scale.at(800)),
        _ => scale.write(scale.to),
    };
    let _ = writeln!(
        text,
        "    baseline: {}\n    target: {target}",
        scale.write(scale.from)
    );
    if course.is_eased && !course.pace.is_multiple_of(4) {
        let _ = writeln!(text, "    reason: {}", voice.notes[0]);
    }
    match kind {
        TIMES => {
            let _ = writeln!(text, "    check_ins:");
            if course.kept.is_empty() {
                let (day, value) = (day(course, 0), scale.write(scale.from));
                let _ = writeln!(text, "      - {{date: {day}, value: {value}}}");
            }
            for week in &course.kept {
                let value = scale.write(scale.at(course.pace * week / WEEKS));
                let (day, confidence) = (day(course, *week), 4 + week % 4);
                let _ = writeln!(
                    text,
                    "      - {{date: {day}, value: {value}, confidence: {confidence}/10}}"
                );
            }
        }
        _ => {
            let value = scale.at(course.pace * course.last / WEEKS);
            let _ = writeln!(text, "    current: {}", scale.write(value));
        }
    }
}

fn scale(kind: usize, voice: &Voice, course: &Course) -> Scale {
    let seed = course.numbers.peek();
    let (from, to, before, after) = match kind {
        SHARE => (300 + seed % 20 * 10, 600 + seed % 20 * 10, "", "%"),
        MONEY => (200 + seed % 100, 400 + seed % 100, "€", "k"),
        RELATIVE => (20 + seed % 30, 0, "", "M"),
        DURATION => (90 + seed % 60, 30 + seed % 40, "", " h"),
        AT_MOST => (2_400 + seed % 90 * 10, 1_000 + seed % 50 * 10, "", ""),
        RATING => (30 + seed % 8, 42 + seed % 6, "", "/5"),
        TIMES => (150 + seed % 30 * 10, 0, "", voice.unit),
        _ => (12_000 + seed % 600 * 10, 20_000, "", voice.unit),
    };
    let to = match kind {
        RELATIVE => from + from * 2 / 5,
        TIMES => from * 3,
        _ => to,
    };
    let after = match after == voice.unit {
        true => format!(" {after}"),
        false => after.to_owned(),
    };
    Scale {
        from,
        to,
        before,
        after,
    }
}

impl Scale {
    /// The value after so many thousandths of the way.
    fn at(&self, way: usize) -> usize {
        let (from, to) = (self.from * 1000, self.to * 1000);
        let value = match to >= from {
            true => from + (to - from) / 1000 * way,
            false => from.saturating_sub((from - to) / 1000 * way),
        };
        value / 1000
    }

    fn write(&self, tenths: usize) -> String {
        let (whole, tenth) = (words::grouped(tenths / 10), tenths % 10);
        match tenth {
            0 => format!("{}{whole}{}", self.before, self.after),
            _ => format!("{}{whole}.{tenth}{}", self.before, self.after),
        }
    }
}
