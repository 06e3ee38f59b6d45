//! What three versions of a file say, compared place by place: what either side changed, as changes
//! for the others, and where both meant something else.

use crate::edit::{Change, Place, Value, changed};
use crate::merge::Sides;
use crate::merge::changes::{change, inserts};
use crate::merge::check_in::{self, Ruling};
use crate::merge::items::{self, Item, Kind};
use crate::merge::same::{same, same_option};

/// What comparing gave.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    /// What each version says once it has all that can be decided. The same three times where
    /// nothing met.
    pub said: Sides<Vec<Value>>,
    /// What met.
    pub met: Vec<Met>,
    /// Whether changes can say all that a version lacks. Items that are to go, or to stand elsewhere,
    /// they cannot.
    pub complete: Sides<bool>,
    /// What to change in each, but for new items.
    changes: Sides<Vec<Change>>,
    /// The new items of each.
    inserts: Sides<Vec<Change>>,
}

/// A place where both sides meant something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// Where it stands, or would stand, in the version that both began with.
    pub at: Place,
    /// What people call it.
    pub what: String,
}

impl Fields {
    /// Compares what three versions say. Nothing where they do not hold the same documents in the same
    /// order, or one that is no mapping.
    pub fn of(said: &Sides<Vec<Value>>) -> Option<Self> {
        let count = said.base.len();
        let comparable = count == said.ours.len()
            && count == said.theirs.len()
            && [&said.base, &said.ours, &said.theirs]
                .iter()
                .all(|said| said.iter().all(|value| matches!(value, Value::Map(_))));
        let is_one = |position: usize| {
            let names = said
                .as_ref()
                .map(|said| said.get(position).map(|document| name_of(document, count)));
            names.base == names.ours && names.base == names.theirs
        };
        if !comparable || !(0..count).all(is_one) {
            return None;
        }
        let mut fields = Self {
            complete: Sides::default().map(|(): ()| true),
            ..Self::default()
        };
        for document in 0..count {
            let sides = said.as_ref().map(|said| said.get(document)).all()?;
            let shape = match sides.base.get("kpi") {
                Some(_) => Shape::Measured,
                None => Shape::Other,
            };
            let at = Sides::default().map(|(): ()| Place::document(document));
            let merged = fields.mapping(sides, &at, shape, "");
            fields.said.base.push(merged.base);
            fields.said.ours.push(merged.ours);
            fields.said.theirs.push(merged.theirs);
        }
        Some(fields)
    }

    /// The texts with all that can be decided written into each of them, so that they differ only
    /// in how it is written and in what met. `with_items`: also new items. Nothing where that cannot
    /// be done exactly.
    pub fn closer(&self, texts: Sides<&str>, with_items: bool) -> Option<Sides<String>> {
        let all = self.complete.base && self.complete.ours && self.complete.theirs;
        let changes = match with_items {
            true if !all => return None,
            true => self.all_changes(),
            false => self.changes.clone(),
        };
        texts
            .zip(changes)
            .map(|(text, changes)| changed(text, &changes).ok())
            .all()
    }

    /// All that each lacks, as far as changes can say it.
    pub fn all_changes(&self) -> Sides<Vec<Change>> {
        let both = self.changes.as_ref().zip(self.inserts.as_ref());
        both.map(|(changes, inserts)| changes.iter().chain(inserts).cloned().collect())
    }

    /// Recursion is as deep as the values, which reading bounds.
    fn mapping(
        &mut self,
        sides: Sides<&Value>,
        at: &Sides<Place>,
        shape: Shape,
        name: &str,
    ) -> Sides<Value> {
        let ruling = match shape {
            Shape::Measured => check_in::ruling(sides),
            Shape::Other => Ruling::Each,
        };
        let mut merged = Sides::<Vec<(String, Value)>>::default();
        for key in keys(sides) {
            let values = sides.map(|side| side.get(key));
            let at = at.as_ref().map(|place| place.key(key));
            let name = named(name, key);
            let is_check_in = check_in::FIELDS.contains(&key);
            let value = match ruling {
                Ruling::Ours if is_check_in => self.decided(values, values.ours, &at),
                Ruling::Theirs if is_check_in => self.decided(values, values.theirs, &at),
                Ruling::Met if is_check_in && !same_option(values.ours, values.theirs) => {
                    self.meet(values, &at, name)
                }
                _ => self.value(key, values, &at, &name),
            };
            let put = |pairs: &mut Vec<_>, value| {
                pairs.extend(Option::map(value, |value| (key.to_owned(), value)));
            };
            put(&mut merged.base, value.base);
            put(&mut merged.ours, value.ours);
            put(&mut merged.theirs, value.theirs);
        }
        merged.map(Value::Map)
    }

    fn value(
        &mut self,
        key: &str,
        values: Sides<Option<&Value>>,
        at: &Sides<Place>,
        name: &str,
    ) -> Sides<Option<Value>> {
        if let Some(sides) = values.all() {
            let kind = match key {
                "key_results" => Some(Kind::KeyResults),
                "check_ins" => Some(Kind::CheckIns),
                _ => None,
            };
            if let (Some(kind), Some(lists)) = (kind, sides.map(items_of).all())
                && let Some(merged) = self.items(kind, lists, at, name)
            {
                return merged.map(|list| Some(Value::List(list)));
            }
            if sides.map(is_mapping) == Sides::default().map(|(): ()| true) {
                return self.mapping(sides, at, Shape::Other, name).map(Some);
            }
        }
        if same_option(values.theirs, values.base) || same_option(values.ours, values.theirs) {
            return self.decided(values, values.ours, at);
        }
        match same_option(values.ours, values.base) {
            true => self.decided(values, values.theirs, at),
            false => self.meet(values, at, name.to_owned()),
        }
    }

    /// All three get this value.
    fn decided(
        &mut self,
        values: Sides<Option<&Value>>,
        value: Option<&Value>,
        at: &Sides<Place>,
    ) -> Sides<Option<Value>> {
        let changes = values
            .zip(at.as_ref())
            .map(|(old, at)| change(old, value, at));
        self.changes.base.extend(changes.base);
        self.changes.ours.extend(changes.ours);
        self.changes.theirs.extend(changes.theirs);
        values.map(|_| value.cloned())
    }

    /// Each keeps what it has.
    fn meet(
        &mut self,
        values: Sides<Option<&Value>>,
        at: &Sides<Place>,
        what: String,
    ) -> Sides<Option<Value>> {
        let at = at.base.clone();
        self.met.push(Met { at, what });
        values.map(Option::<&Value>::cloned)
    }

    fn items(
        &mut self,
        kind: Kind,
        lists: Sides<&[Value]>,
        at: &Sides<Place>,
        name: &str,
    ) -> Option<Sides<Vec<Value>>> {
        let woven = items::woven(kind, lists)?;
        if woven.reordered {
            self.complete = Sides::default();
        }
        let mut merged = Sides::<Vec<Value>>::default();
        let mut lacking = Sides::<Vec<(usize, Value)>>::default();
        for (order, item) in woven.items.iter().enumerate() {
            let values = lists
                .zip(*item)
                .map(|(list, position)| position.and_then(|position| list.get(position)));
            let value = self.item(kind, values, *item, at, name);
            let put = |list: &mut Vec<Value>,
                       lacking: &mut Vec<(usize, Value)>,
                       there: bool,
                       value: Option<Value>| {
                if let (false, Some(value)) = (there, &value) {
                    lacking.push((order, value.clone()));
                }
                list.extend(value);
            };
            let there = values.map(|value| value.is_some());
            put(&mut merged.base, &mut lacking.base, there.base, value.base);
            put(&mut merged.ours, &mut lacking.ours, there.ours, value.ours);
            put(
                &mut merged.theirs,
                &mut lacking.theirs,
                there.theirs,
                value.theirs,
            );
        }
        let place = |lacking: Vec<(usize, Value)>, list: fn(&Item) -> Option<usize>, at: &Place| {
            inserts(&woven.items, lacking, list, at)
        };
        self.inserts
            .base
            .extend(place(lacking.base, |item| item.base, &at.base));
        self.inserts
            .ours
            .extend(place(lacking.ours, |item| item.ours, &at.ours));
        self.inserts
            .theirs
            .extend(place(lacking.theirs, |item| item.theirs, &at.theirs));
        Some(merged)
    }

    /// One item of a list. What is new in one is new in all; what went from one is gone, unless the
    /// other side changed it.
    fn item(
        &mut self,
        kind: Kind,
        values: Sides<Option<&Value>>,
        item: Item,
        at: &Sides<Place>,
        name: &str,
    ) -> Sides<Option<Value>> {
        let called = || {
            let some = values.ours.or(values.theirs).or(values.base);
            let key = match kind {
                Kind::KeyResults => "id",
                Kind::CheckIns => "date",
            };
            match some.and_then(|item| item.get(key).or_else(|| item.get("title"))) {
                Some(Value::Text(text)) if kind == Kind::KeyResults => text.clone(),
                Some(Value::Text(text)) => named(name, text),
                _ => name.to_owned(),
            }
        };
        if let Some(sides) = values.all() {
            let at = at
                .as_ref()
                .zip(item)
                .map(|(list, position)| list.item(position.unwrap_or_default()));
            let shape = match kind {
                Kind::KeyResults => Shape::Measured,
                Kind::CheckIns => Shape::Other,
            };
            return match sides.map(is_mapping) == Sides::default().map(|(): ()| true) {
                true => self.mapping(sides, &at, shape, &called()).map(Some),
                false => self.value("", values, &at, &called()),
            };
        }
        let Sides { base, ours, theirs } = values;
        match (base, ours, theirs) {
            (None, Some(new), None) | (None, None, Some(new)) => values.map(|_| Some(new.clone())),
            (None, Some(ours), Some(theirs)) if same(ours, theirs) => {
                values.map(|_| Some(ours.clone()))
            }
            (None, ..) => self.meet(values, at, called()),
            (Some(old), Some(kept), None) | (Some(old), None, Some(kept)) if !same(old, kept) => {
                let position = item.base.unwrap_or_default();
                let at = at.as_ref().map(|list| list.item(position));
                self.meet(values, &at, called())
            }
            _ => {
                self.complete.base = false;
                self.complete.ours &= ours.is_none();
                self.complete.theirs &= theirs.is_none();
                Sides::default()
            }
        }
    }
}

/// What tells a document from others in a file of `count`: its kind, and of several the id; the first
/// may do without one.
fn name_of(document: &Value, count: usize) -> (Option<&'static str>, Option<&Value>) {
    const KINDS: [&str; 4] = ["goal", "objective", "kpi", "team"];
    let kind = KINDS.into_iter().find(|kind| document.get(kind).is_some());
    (kind, document.get("id").filter(|_| count > 1))
}

/// What is known of a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A key result or a kpi: some of its fields are a check-in.
    Measured,
    /// Anything else.
    Other,
}

/// The keys of three mappings, each once.
fn keys<'v>(sides: Sides<&'v Value>) -> Vec<&'v str> {
    let mut keys: Vec<&'v str> = Vec::new();
    for side in [sides.ours, sides.theirs, sides.base] {
        if let Value::Map(pairs) = side {
            for (key, _) in pairs {
                if !keys.contains(&key.as_str()) {
                    keys.push(key);
                }
            }
        }
    }
    keys
}

fn named(around: &str, key: &str) -> String {
    match around {
        "" => key.to_owned(),
        around => format!("{around}.{key}"),
    }
}

fn items_of(value: &Value) -> Option<&[Value]> {
    match value {
        Value::List(items) if !items.is_empty() => Some(items),
        _ => None,
    }
}

const fn is_mapping(value: &Value) -> bool {
    matches!(value, Value::Map(_))
}
