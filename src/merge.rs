//! Putting together what two people changed in one file: by lines where that says what both meant,
//! else field by field. How lines are merged, reading and writing files, and what git is told are
//! not here.

mod changes;
mod check_in;
mod fields;
mod items;
mod markers;
mod same;

#[cfg(test)]
mod tests;

use crate::edit::{Value, changed};
use crate::parse::yaml::{self, Tree};
use fields::Fields;

/// Something of each of the three versions of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides<T> {
    /// Of the version that both began with.
    pub base: T,
    /// Of the version that is merged into.
    pub ours: T,
    /// Of the version that is merged.
    pub theirs: T,
}

impl<T> Sides<T> {
    /// The same of something else of each.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Sides<U> {
        Sides {
            base: f(self.base),
            ours: f(self.ours),
            theirs: f(self.theirs),
        }
    }

    /// A view of each.
    pub const fn as_ref(&self) -> Sides<&T> {
        Sides {
            base: &self.base,
            ours: &self.ours,
            theirs: &self.theirs,
        }
    }

    /// Each with its counterpart.
    pub fn zip<U>(self, other: Sides<U>) -> Sides<(T, U)> {
        Sides {
            base: (self.base, other.base),
            ours: (self.ours, other.ours),
            theirs: (self.theirs, other.theirs),
        }
    }
}

impl<T> Sides<Option<T>> {
    /// All three, where there are all three.
    pub fn all(self) -> Option<Sides<T>> {
        Some(Sides {
            base: self.base?,
            ours: self.ours?,
            theirs: self.theirs?,
        })
    }
}

/// What a merge by lines gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The text, with markers around what met.
    pub text: String,
    /// Whether anything met.
    pub conflicts: bool,
}

/// How a merge by lines marks what meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// As the person who merges likes it.
    AsLiked,
    /// Both versions, without the one that both began with.
    WithoutBase,
}

/// Merges texts by their lines, with markers as wide as agreed on; nothing where it cannot.
pub type ByLines<'l> = &'l mut dyn FnMut(Sides<&str>, Marks) -> Option<Lines>;

/// What became of the three versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The text, with markers around what two people meant differently.
    pub text: String,
    /// Whether nothing is left to be decided.
    pub clean: bool,
    /// What was changed on both sides to something else, as people call it; may be empty where only
    /// lines met.
    pub met: Vec<String>,
}

/// Merges three versions of a file. `marker` is the length of the conflict markers that `by_lines`
/// writes. Nothing that either side changed is lost: it is in the text, or between markers, but for
/// the older one of two check-ins.
pub fn merged(texts: Sides<&str>, marker: usize, by_lines: ByLines<'_>) -> Merged {
    let clean = |text: &str| Merged {
        text: text.to_owned(),
        clean: true,
        met: Vec::new(),
    };
    if texts.ours == texts.theirs || texts.theirs == texts.base {
        return clean(texts.ours);
    }
    if texts.ours == texts.base {
        return clean(texts.theirs);
    }
    let plain = by_lines(texts, Marks::AsLiked);
    let fields = texts.map(said).all().and_then(|said| Fields::of(&said));
    match (fields, plain) {
        // Both gave one id to different key results, or one the id that the other took away.
        (Some(fields), _) if items::has_twins(&fields.said.ours) && !texts_have_twins(texts) => {
            let whole = Sides { base: "", ..texts };
            let lines = by_lines(whole, Marks::WithoutBase);
            Merged {
                text: lines.map_or_else(|| texts.ours.to_owned(), |lines| lines.text),
                clean: false,
                met: vec!["the id of two key results".to_owned()],
            }
        }
        (Some(fields), plain) if fields.met.is_empty() => agreed(&fields, texts, plain, by_lines)
            .map_or_else(
                || marked(&fields, texts, marker, by_lines),
                |text| clean(&text),
            ),
        (Some(fields), _) => marked(&fields, texts, marker, by_lines),
        (None, Some(plain)) => Merged {
            text: plain.text,
            clean: !plain.conflicts,
            met: Vec::new(),
        },
        // As git leaves what it cannot merge.
        (None, None) => Merged {
            clean: false,
            ..clean(texts.ours)
        },
    }
}

/// Whether one side has two key results of one id already.
fn texts_have_twins(texts: Sides<&str>) -> bool {
    let has = |text: &str| said(text).is_some_and(|said| items::has_twins(&said));
    has(texts.ours) || has(texts.theirs)
}

/// What each document of a text says; nothing where it has faults, so that this is not sure.
fn said(text: &str) -> Option<Vec<Value>> {
    let (tree, problems) = yaml::read(text.as_bytes());
    let sure = !tree.broken && problems.is_empty();
    sure.then(|| tree.roots().map(Value::of).collect())
}

/// Whether a text says this.
fn says(text: &str, wanted: &[Value]) -> bool {
    said(text).is_some_and(|said| {
        said.len() == wanted.len() && said.iter().zip(wanted).all(|(a, b)| same::same(a, b))
    })
}

/// A text that says all that both sides meant, where nothing they meant met: the first of the ways
/// to write it that does.
fn agreed(
    fields: &Fields,
    texts: Sides<&str>,
    plain: Option<Lines>,
    by_lines: ByLines<'_>,
) -> Option<String> {
    let wanted = &fields.said.ours;
    let fits = |lines: Option<Lines>| {
        lines
            .filter(|lines| !lines.conflicts && says(&lines.text, wanted))
            .map(|lines| lines.text)
    };
    if let Some(text) = fits(plain) {
        return Some(text);
    }
    // With the fields that changed changed in all three, lines meet only where they should.
    for closer in [fields.closer(texts, false), fields.closer(texts, true)] {
        let lines =
            closer.and_then(|closer| by_lines(closer.as_ref().map(String::as_str), Marks::AsLiked));
        if let Some(text) = fits(lines) {
            return Some(text);
        }
    }
    // One side's text alone, where the other has nothing to add to its comments.
    let comments = texts.map(comments);
    let alone = |text: &str, changes: &[_], complete: bool, others: &[String]| {
        let all = complete && others == comments.base;
        let text = all.then(|| changed(text, changes).ok()).flatten();
        text.filter(|text| says(text, wanted))
    };
    let changes = fields.all_changes();
    alone(
        texts.ours,
        &changes.ours,
        fields.complete.ours,
        &comments.theirs,
    )
    .or_else(|| {
        alone(
            texts.theirs,
            &changes.theirs,
            fields.complete.theirs,
            &comments.ours,
        )
    })
}

/// What the comments of a text say, in their order.
fn comments(text: &str) -> Vec<String> {
    let tree: Tree = yaml::read(text.as_bytes()).0;
    let texts = tree.comments.iter();
    texts
        .map(|comment| comment.text.trim_end().to_owned())
        .collect()
}

/// A text with markers around what met, and as little else as possible: the first that gives back
/// either side's meaning, whichever is chosen.
fn marked(fields: &Fields, texts: Sides<&str>, marker: usize, by_lines: ByLines<'_>) -> Merged {
    let gives_back = |lines: &Lines| {
        let picked = markers::picked(&lines.text, marker);
        lines.conflicts
            && picked.is_some_and(|(ours, theirs)| {
                says(&ours, &fields.said.ours) && says(&theirs, &fields.said.theirs)
            })
    };
    let as_marked = |text: String| Merged {
        text,
        clean: false,
        met: fields.met.iter().map(|met| met.what.clone()).collect(),
    };
    let untouched = texts.map(str::to_owned);
    let closer = fields.closer(texts, false);
    let ways = [
        (fields.closer(texts, true), false),
        (closer.clone(), false),
        (closer, true),
        (Some(untouched.clone()), false),
        (Some(untouched), true),
    ];
    for (way, unlike) in ways {
        let Some(mut way) = way else { continue };
        if unlike {
            let places: Vec<_> = fields.met.iter().map(|met| &met.at).collect();
            way.base = markers::made_unlike(&way.base, &places);
        }
        let marks = match unlike {
            true => Marks::WithoutBase,
            false => Marks::AsLiked,
        };
        let lines = by_lines(way.as_ref().map(String::as_str), marks);
        if let Some(lines) = lines.filter(gives_back) {
            return as_marked(lines.text);
        }
    }
    // Everything that differs.
    let whole = Sides { base: "", ..texts };
    match by_lines(whole, Marks::WithoutBase) {
        Some(lines) => as_marked(lines.text),
        None => as_marked(texts.ours.to_owned()),
    }
}
