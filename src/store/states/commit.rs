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
    /// The ids of the commits that it follows; of a shallow clone's last commits too, though those
    /// are not there.
    pub parents: Vec<String>,
    /// When it was committed.
    pub time: Timestamp,
    /// The day of that in the time zone of who committed it.
    pub day: Date,
    /// The name of its author.
    pub author: String,
    /// The e-mail address of its author.
    pub email: String,
    /// The day on which it was written, in the time zone of its author.
    pub author_day: Date,
    /// The first paragraph of its message, as one line.
    pub summary: String,
}

/// Reads a commit. What is malformed in it is empty or the beginning of time.
pub(super) fn facts(id: &str, raw: &[u8]) -> CommitFacts {
    let end = raw.windows(2).position(|pair| pair == b"\n\n");
    let (header, message) = raw.split_at(end.unwrap_or(raw.len()));
    let fields = || {
        header.split(|byte| *byte == b'\n').filter_map(|line| {
            let space = line.iter().position(|byte| *byte == b' ')?;
            Some((line.get(..space)?, line.get(space + 1..)?))
        })
    };
    let field = |name: &[u8]| {
        fields()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    };
    let encoding = field(b"encoding").map(|name| String::from_utf8_lossy(name).to_lowercase());
    let text = |bytes: &[u8]| match encoding.as_deref() {
        // The bytes of Latin-1 are the first characters of Unicode.
        Some("iso-8859-1" | "latin1" | "latin-1") => {
            bytes.iter().copied().map(char::from).collect()
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let author = signature(&field(b"author").map(text).unwrap_or_default());
    let committer = signature(&field(b"committer").map(text).unwrap_or_default());
    CommitFacts {
        id: id.to_owned(),
        parents: fields()
            .filter(|(key, _)| *key == b"parent")
            .map(|(_, value)| String::from_utf8_lossy(value).into_owned())
            .collect(),
        time: committer.time,
        day: committer.day,
        author: author.name,
        email: author.email,
        author_day: author.day,
        summary: summary(&text(message)),
    }
}

/// Who did something, and when.
struct Signature {
    name: String,
    email: String,
    time: Timestamp,
    day: Date,
}

/// Reads `Name <address> seconds zone`.
fn signature(line: &str) -> Signature {
    let (who, when) = line.rsplit_once('>').unwrap_or((line, ""));
    let (name, email) = who.split_once('<').unwrap_or((who, ""));
    let mut when = when.split_whitespace();
    let seconds = when.next().and_then(|seconds| seconds.parse().ok());
    let time = seconds
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let zone = when.next().and_then(offset).unwrap_or(Offset::UTC);
    Signature {
        name: name.trim().to_owned(),
        email: email.trim().to_owned(),
        time,
        day: zone.to_datetime(time).date(),
    }
}

/// Reads a zone such as `+0530`.
fn offset(zone: &str) -> Option<Offset> {
    let number: i32 = zone.parse().ok()?;
    let (hours, minutes) = (number / 100, number % 100);
    Offset::from_seconds(hours.checked_mul(3600)?.checked_add(minutes * 60)?).ok()
}

fn summary(message: &str) -> String {
    let lines = message.lines().map(str::trim);
    let first: Vec<_> = lines
        .skip_while(|line| line.is_empty())
        .take_while(|line| !line.is_empty())
        .collect();
    first.join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(author: &str, rest: &str) -> CommitFacts {
        let raw =
            format!("tree 1\nparent 2\nparent 3\nauthor {author}\ncommitter {author}\n{rest}");
        facts("4", raw.as_bytes())
    }

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
            let facts = of(&format!("Ada <ada@example.org> {when}"), "\nWords\n");
            assert_eq!(facts.day.to_string(), day, "{when}");
            assert_eq!(facts.author_day, facts.day, "{when}");
        }
    }

    #[test]
    fn the_message_may_be_folded_signed_or_missing() {
        let signed =
            "gpgsig -----BEGIN\n author Eve <e> 1 +0000\n \n -----END\n\n\nOne\ntwo \n\nBody\n";
        let facts = of("Ada L <ada@example.org> 1767308400 +0100", signed);
        assert_eq!(facts.summary, "One two");
        assert_eq!(facts.author, "Ada L");
        assert_eq!(facts.email, "ada@example.org");
        assert_eq!(facts.parents, ["2", "3"]);
        assert_eq!(of("Ada", "").summary, "");
        assert_eq!(of("Ada", "").author, "Ada");
        assert_eq!(super::facts("1", b"").author, "");
    }

    #[test]
    fn the_encoding_that_a_commit_names_is_read() {
        let raw = b"tree 1\nauthor J\xf6rg <j> 1 +0000\ncommitter J <j> 1 +0000\nencoding ISO-8859-1\n\nGr\xfc\xdfe\n";
        let facts = facts("1", raw);
        assert_eq!(
            (facts.author.as_str(), facts.summary.as_str()),
            ("Jörg", "Grüße")
        );
    }
}
