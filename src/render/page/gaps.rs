//! What is missing for a good case, in words: what it is, and what to write.

use crate::views::{Gap, GapKind};

/// A gap in words. Neither ends with a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapWords {
    /// What is missing, with its name in backticks.
    pub message: String,
    /// What to write or to do.
    pub help: String,
}

/// What to say of `gap`. Not safe to print yet.
pub fn words(gap: &Gap) -> GapWords {
    let subject = &gap.subject;
    let name = |at: usize| gap.names.get(at).map_or("", String::as_str);
    let (message, help) = match gap.kind {
        GapKind::WhyMissing => (
            format!("`{subject}` does not say why it matters"),
            "write a sentence behind `why:` that would convince someone who has never heard of it"
                .to_owned(),
        ),
        GapKind::OwnerMissing => (
            format!("nobody answers for `{subject}`"),
            "write the person or role behind `owner:`".to_owned(),
        ),
        GapKind::KeyResultsMissing => (
            format!("`{subject}` has no key results, so nothing shows whether it works"),
            "write `key_results:` with two or three measures, each with `baseline` and `target`"
                .to_owned(),
        ),
        GapKind::BaselineMissing => (
            format!("nobody can tell how far `{subject}` has come without its baseline"),
            "write as `baseline:` what it was when the cycle began".to_owned(),
        ),
        GapKind::TargetMissing => (
            format!("`{subject}` promises no value"),
            "write the value to reach behind `target:`".to_owned(),
        ),
        GapKind::CurrentMissing => (
            format!("nobody has looked at `{subject}` yet"),
            "measure it, and write the value behind `current:` with the day behind `as_of:`"
                .to_owned(),
        ),
        GapKind::OffTrack => (
            format!("`{subject}` is off track"),
            "say in its `note:` what will be done differently from now on".to_owned(),
        ),
        GapKind::KeyResultUnnamed => (
            format!("`{subject}` does not say which number above it moves"),
            match gap.names.as_slice() {
                [] => "name a key result as its `parent:`".to_owned(),
                names => format!("write {} as its `parent:`", choice(names)),
            },
        ),
        GapKind::ParentClosed => (
            format!("`{subject}` serves `{}`, which was {}", name(0), name(1)),
            "name as `parent:` what it serves now".to_owned(),
        ),
        GapKind::ParentInAnotherCycle => (
            format!(
                "`{subject}` is for {}, but serves `{}` of {}",
                name(2),
                name(0),
                name(1)
            ),
            format!("name as `parent:` something that is open in {}", name(2)),
        ),
        GapKind::ParentMissing => (
            format!("no business goal stands above `{subject}`"),
            match name(0) {
                "" => "name as `parent:` what it serves".to_owned(),
                helped => format!(
                    "it says that it also helps `{helped}`: if that is what it is for, write `parent: {helped}`"
                ),
            },
        ),
        GapKind::ParentNotFound => (
            match name(0) {
                "" => format!("what stands above `{subject}` cannot be read"),
                parent => format!("`{subject}` serves `{parent}`, which cannot be found"),
            },
            "mend its `parent:`; `okr check` shows the place".to_owned(),
        ),
        GapKind::ParentUnread => (
            format!("`{subject}` serves `{}`, whose file cannot be read", name(0)),
            "mend that file; `okr check` shows the place".to_owned(),
        ),
        GapKind::ParentAmbiguous => (
            format!("`{subject}` serves `{}`, which can be several things", name(0)),
            match gap.names.get(1..).unwrap_or_default() {
                [] => "write its `parent:` with the team in front".to_owned(),
                names => format!("write {} as its `parent:`", choice(names)),
            },
        ),
        GapKind::ParentLoop => (
            match name(0) == subject {
                true => format!("`{subject}` serves itself"),
                false => format!("the line comes back to where it was: `{subject}` serves `{}`", name(0)),
            },
            "give one of those on the way a goal as its `parent:`".to_owned(),
        ),
        GapKind::NothingServesIt => (
            format!("nobody works on `{subject}`"),
            format!("write an objective with `parent: {subject}`"),
        ),
        GapKind::TimeMissing => (
            format!("no time is planned for `{subject}`"),
            match name(0) {
                "" => "let a team say with `allocation:` which share of its time it gives".to_owned(),
                _ => "write the share of the team's time behind `allocation:`, such as `allocation: 40%`"
                    .to_owned(),
            },
        ),
        GapKind::CapacityMissing => (
            format!("the team `{subject}` does not say how many people it has"),
            "write them into the team's file, such as `capacity: 6 people`".to_owned(),
        ),
    };
    GapWords { message, help }
}

/// A few names to choose from.
fn choice(names: &[String]) -> String {
    const SHOWN: usize = 5;
    let quoted: Vec<String> = names
        .iter()
        .take(SHOWN)
        .map(|name| format!("`{name}`"))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        _ if names.len() > SHOWN => format!("one of {}, …", quoted.join(", ")),
        [only] => only.clone(),
        [others @ .., last] => format!("{} or {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_reads_as_in_a_sentence() {
        let names: Vec<String> = ["a", "b", "c", "d", "e", "f"].map(str::to_owned).into();
        for (count, words) in [
            (0, ""),
            (1, "`a`"),
            (2, "`a` or `b`"),
            (3, "`a`, `b` or `c`"),
            (6, "one of `a`, `b`, `c`, `d`, `e`, …"),
        ] {
            assert_eq!(choice(names.get(..count).unwrap_or_default()), words);
        }
    }
}
