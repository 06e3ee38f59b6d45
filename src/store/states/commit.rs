//! What a commit says about itself, read from the commit as git stores it, so that both readers say
//! the same.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// A commit that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitFacts {
    /// Its id, whole.
    pub id: String,
    /// The day on which it was committed, in the time zone of who committed it.
    pub day: Date,
}

/// Reads a commit. A day that cannot be read is the first that git can tell.
pub(super) fn facts(id: &str, raw: &[u8]) -> CommitFacts {
    let end = raw.windows(2).position(|pair| pair == b"\n\n");
    let (header, _) = raw.split_at(end.unwrap_or(raw.len()));
    let mut lines = header.split(|byte| *byte == b'\n');
    let committer = lines.find_map(|line| line.strip_prefix(b"committer "));
    CommitFacts {
        id: id.to_owned(),
        day: day(&String::from_utf8_lossy(committer.unwrap_or_default())),
    }
}

/// Reads the day of `Name <address> seconds zone`.
fn day(signature: &str) -> Date {
    let (_, when) = signature.rsplit_once('>').unwrap_or_default();
    let mut when = when.split_whitespace();
    let seconds = when.next().and_then(|seconds| seconds.parse().ok());
    let time = seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let zone = when.next().and_then(offset).unwrap_or(Offset::UTC);
    zone.to_datetime(time).date()
}

/// Reads a zone such as `+0530`.
fn offset(zone: &str) -> Option<Offset> {
    let number: i32 = zone.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    Offset::from_seconds(hours.checked_mul(3600)?.checked_add(minutes * 60)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_has_the_day_of_its_own_time_zone() {
        for (when, day) in [
            ("1767308400 +0100", "2026-01-02"),
            ("1767308399 +0100", "2026-01-01"),
            ("1767308400 -0930", "2026-01-01"),
            ("1767308400 +9999", "2026-01-01"),
            ("1767308400", "2026-01-01"),
            ("99999999999999999999 +0000", "1970-01-01"),
            ("9223372036854775807 +0000", "1970-01-01"),
            ("", "1970-01-01"),
        ] {
            let raw = format!(
                "tree 1\nauthor Eve <e> 1 +0000\ncommitter Ada <a@b> {when}\n\ncommitter X <x> 1 +0\n"
            );
            assert_eq!(facts("4", raw.as_bytes()).day.to_string(), day, "{when}");
        }
        assert_eq!(facts("4", b"").day.to_string(), "1970-01-01");
    }

    #[test]
    fn a_signature_over_several_lines_says_nothing_about_the_commit() {
        let raw = b"tree 1\ngpgsig -----BEGIN\n committer Eve <e> 1 +0000\n \n -----END\ncommitter J\xf6rg <j> 1767308400 +0100\n\nOne\n";
        assert_eq!(facts("1", raw).day.to_string(), "2026-01-02");
    }
}
