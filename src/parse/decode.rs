//! From a mapping of the tree to a value of the model, by its table of fields. Every mistake in
//! the mapping is reported, and what could be read is kept.

use std::collections::HashSet;

use thin_vec::ThinVec;

use crate::finding::{Edit, Problem, reading};
use crate::model::Common;
use crate::model::quantity_error::quoted;
use crate::parse::guess::guess;
use crate::parse::leaf::{self, Leaf};
use crate::parse::nested;
use crate::parse::refusal::Refusal;
use crate::parse::shape::{Described, Field, Shape};
use crate::parse::tally::Tally;
use crate::parse::yaml::{Kind, Node, Style, Tree, comment_cut, quoted_line};
use crate::source::{Spanned, Text};

/// After how many unknown keys it is no longer worked out what each of them was meant to be.
const MAX_GUESSES: usize = 1000;

/// Where decoding puts what it finds wrong.
pub struct Decoding<'t> {
    /// The text that is decoded.
    pub tree: &'t Tree,
    tally: Tally,
    unknown: &'static str,
}

impl<'t> Decoding<'t> {
    /// Starts on `tree` with what is known to be wrong with it; unknown keys are reported under
    /// `unknown`.
    pub const fn new(tree: &'t Tree, problems: Vec<Problem>, unknown: &'static str) -> Self {
        Self {
            tree,
            tally: Tally::new(problems),
            unknown,
        }
    }

    /// Takes a problem down, or counts it where there are very many of its rule.
    pub fn report(&mut self, problem: Problem) {
        self.tally.add(problem);
    }

    /// All that was found wrong.
    #[must_use]
    pub fn finish(self) -> Vec<Problem> {
        self.tally.finish()
    }

    /// Does `one` with each of `items`, whatever goes wrong with another.
    ///
    /// # Errors
    /// The last error, where there was one.
    pub fn each<I>(
        &mut self,
        items: impl IntoIterator<Item = I>,
        mut one: impl FnMut(&mut Self, I) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let mut outcome = Ok(());
        for item in items {
            if let Err(refused) = one(self, item) {
                outcome = Err(refused);
            }
        }
        outcome
    }

    /// Reads the mapping `node` into `into`. Keys that the format does not have are reported; where
    /// it is plain which one was meant, the value is read as that one's.
    pub fn mapping<T: Described>(&mut self, node: Node<'t>, into: &mut T) {
        let shares_common = into.common().is_some();
        let mut taken = None;
        let mut refused = Vec::new();
        for pair in node.pairs() {
            let Some(key) = pair.key.as_str().filter(|key| !key.starts_with("x-")) else {
                continue;
            };
            let name = own_name::<T>(key, shares_common).or_else(|| {
                let taken = taken.get_or_insert_with(|| keys(node));
                self.unknown_key::<T>(key, pair.key, shares_common, taken)
            });
            if let Some(Err(Refused(name))) = name.map(|name| self.member(name, pair.value, into)) {
                // What does not take the value is perhaps not what the key was meant to be.
                self.tally.doubt(pair.key.span());
                refused.push(name);
            }
        }
        if let Some(common) = into.common() {
            common.refused.extend(refused);
        }
    }

    /// Reads the value of the field `name` of a mapping.
    fn member<T: Described>(
        &mut self,
        name: &'static str,
        value: Node<'t>,
        into: &mut T,
    ) -> Result<(), Refused> {
        if let Some(field) = T::FIELDS.iter().find(|field| field.name == name) {
            return self.field(field, value, into);
        }
        let field = Common::FIELDS.iter().find(|field| field.name == name);
        match (field, into.common()) {
            (Some(field), Some(common)) => self.field(field, value, common),
            _ => Ok(()),
        }
    }

    /// Reports a key that the format does not have, and gives the field that it is read as.
    fn unknown_key<T: Described>(
        &mut self,
        key: &'t str,
        place: Node<'t>,
        shares_common: bool,
        taken: &mut HashSet<&'t str>,
    ) -> Option<&'static str> {
        let mut problem = Problem::new(
            self.unknown,
            place.span(),
            format!("{} has no field {}", T::WHAT, quoted(key)),
        );
        if self.tally.times(self.unknown) >= MAX_GUESSES {
            self.report(problem);
            return None;
        }
        let guess = guess::<T>(key, shares_common);
        problem = problem.help(guess.help);
        let name = guess.name.filter(|name| taken.insert(name));
        problem.edit = name
            .filter(|_| guess.is_sure)
            .map(|name| Edit::new(place.span(), name));
        self.report(problem);
        name
    }

    /// Reads one value into its place, as its shape says.
    fn field<T: 'static>(
        &mut self,
        field: &Field<T>,
        node: Node<'t>,
        into: &mut T,
    ) -> Result<(), Refused> {
        let name = field.name;
        macro_rules! one {
            ($slot:expr, $read:expr) => {{
                if let Some(value) = self.leaf(name, node, $read)? {
                    *$slot(into) = Some(value);
                }
                Ok(())
            }};
        }
        match &field.shape {
            Shape::Title(slot) => {
                if let Some(value) = self.prose(name, node)? {
                    *slot(into) = value;
                }
                Ok(())
            }
            Shape::Text(slot) => {
                if let Some(value) = self.prose(name, node)? {
                    *slot(into) = Some(value);
                }
                Ok(())
            }
            Shape::Texts(slot) => self.list(name, node, slot(into), Self::prose),
            Shape::Members(slot) => self.list(name, node, slot(into), |decoding, name, item| {
                decoding.leaf(name, item, leaf::member)
            }),
            Shape::Ids(slot) => self.list(name, node, slot(into), |decoding, name, item| {
                decoding.leaf(name, item, leaf::id)
            }),
            Shape::References(slot) => self.list(name, node, slot(into), |decoding, name, item| {
                decoding.leaf(name, item, leaf::reference)
            }),
            Shape::Id(slot) => one!(slot, leaf::id),
            Shape::Reference(slot) => one!(slot, leaf::reference),
            Shape::Date(slot) => one!(slot, leaf::date),
            Shape::Horizon(slot) => one!(slot, leaf::text),
            Shape::Flag(slot) => one!(slot, leaf::word),
            Shape::Integer(slot) => one!(slot, leaf::integer),
            Shape::Month(slot) => one!(slot, leaf::month),
            Shape::Weight(slot) => one!(slot, leaf::weight),
            Shape::Share(slot) => one!(slot, leaf::share),
            Shape::Score(slot) => one!(slot, leaf::score),
            Shape::Quantity(slot) => {
                if let Some(value) = self.leaf(name, node, leaf::quantity)? {
                    *slot(into) = Some(Box::new(value));
                }
                Ok(())
            }
            Shape::People(slot) => one!(slot, leaf::people),
            Shape::Measured(slot) => one!(slot, leaf::measured),
            Shape::Target(slot) => one!(slot, leaf::target),
            Shape::Status(slot) => one!(slot, leaf::word),
            Shape::Commitment(slot) => one!(slot, leaf::word),
            Shape::KeyResultType(slot) => one!(slot, leaf::word),
            Shape::MaintenanceKind(slot) => one!(slot, leaf::word),
            Shape::NamedBy(slot) => one!(slot, leaf::word),
            Shape::PlannedTime(slot) => nested::planned_time(self, name, node, slot(into)),
            Shape::BucketPlan(slot) => nested::bucket_plan(self, name, node, slot(into)),
            Shape::KeyResults(slot) => nested::key_results(self, name, node, slot(into)),
            Shape::CheckIns(slot) => nested::check_ins(self, name, node, slot(into)),
            Shape::MaintenanceItems(slot) => nested::maintenance(self, name, node, slot(into)),
            Shape::FiscalYear(slot) => nested::fiscal_year(self, name, node, slot(into)),
            Shape::Cycles(slot) => nested::cycles(self, name, node, slot(into)),
            Shape::Policy(slot) => self.nested_mapping(name, node, slot(into)),
            Shape::Pace(slot) => self.nested_mapping(name, node, slot(into)),
            Shape::Trailers(slot) => self.nested_mapping(name, node, slot(into)),
            Shape::CommitTypes(slot) => nested::commit_types(self, name, node, slot(into)),
            Shape::Rules(slot) => nested::rules(self, name, node, slot(into)),
            Shape::Overrides(slot) => nested::overrides(self, name, node, slot(into)),
        }
    }

    /// One scalar, read by `read`; nothing where nothing stands there.
    ///
    /// # Errors
    /// Where something else stands there, or `read` refuses it, which is reported.
    pub fn leaf<V>(
        &mut self,
        name: &'static str,
        node: Node<'t>,
        read: fn(&Text) -> Leaf<V>,
    ) -> Result<Option<Spanned<V>>, Refused> {
        let Some((text, plain)) = self.scalar(name, node, false)? else {
            return Ok(None);
        };
        match read(&text) {
            Ok(value) => Ok(Some(Spanned::new(value, node.span()))),
            Err(refusal) => {
                self.refuse(name, node, refusal, plain);
                Err(Refused(name))
            }
        }
    }

    /// A text, with an eye on comments that cut it off.
    ///
    /// # Errors
    /// Where something else stands there, which is reported.
    pub fn prose(
        &mut self,
        name: &'static str,
        node: Node<'t>,
    ) -> Result<Option<Spanned<Text>>, Refused> {
        if let Some(cut) = comment_cut(self.tree, node) {
            self.report(
                Problem::new(
                    reading::COMMENT_IN_TEXT,
                    cut.whole,
                    "the ` #` starts a comment here, which cuts the text off",
                )
                .help(format!("if it belongs to the text, write `{}`", cut.line))
                .field(name),
            );
        }
        let text = self.scalar(name, node, true)?;
        Ok(text.map(|(text, _)| Spanned::new(text, node.span())))
    }

    /// A list of what `one` reads, or one that stands for a list of one.
    fn list<V>(
        &mut self,
        name: &'static str,
        node: Node<'t>,
        into: &mut ThinVec<Spanned<V>>,
        one: Reader<'t, V>,
    ) -> Result<(), Refused> {
        if !matches!(node.kind(), Kind::Sequence) {
            let read = one(self, name, node)?;
            into.reserve_exact(1);
            into.extend(read);
            return Ok(());
        }
        into.reserve_exact(node.items().count());
        self.each(node.items(), |decoding, item| {
            into.extend(one(decoding, name, item)?);
            Ok(())
        })
    }

    /// A mapping that is itself described by a table.
    pub fn nested_mapping<U: Described>(
        &mut self,
        name: &'static str,
        node: Node<'t>,
        into: &mut U,
    ) -> Result<(), Refused> {
        if self.is_mapping(name, node, U::FIELDS)? {
            self.mapping(node, into);
        }
        Ok(())
    }

    /// Whether `node` is a mapping; false where nothing stands there.
    ///
    /// # Errors
    /// Where something else stands there, which is reported.
    pub fn is_mapping<U>(
        &mut self,
        name: &'static str,
        node: Node<'t>,
        fields: &[Field<U>],
    ) -> Result<bool, Refused> {
        match node.kind() {
            Kind::Mapping => Ok(true),
            Kind::Empty => Ok(false),
            Kind::Refused => Err(Refused(name)),
            Kind::Scalar { .. } | Kind::Sequence => {
                let names: Vec<_> = fields.iter().map(|f| format!("`{}`", f.name)).collect();
                let known = match names.is_empty() {
                    true => "write `name: value` lines below it".to_owned(),
                    false => format!("write lines below it that start with {}", names.join(", ")),
                };
                Err(self.wrong_shape(
                    name,
                    node,
                    Refusal::new(format!("`{name}` is a mapping of names to values"), known),
                ))
            }
        }
    }

    /// Reports that `node` has the wrong shape.
    pub fn wrong_shape(&mut self, name: &'static str, node: Node<'t>, refusal: Refusal) -> Refused {
        self.refuse(name, node, refusal, false);
        Refused(name)
    }

    /// The text of a scalar and whether it is plain; nothing where nothing stands there. Quotes are
    /// offered where any text will do.
    fn scalar(
        &mut self,
        name: &'static str,
        node: Node<'t>,
        any_text: bool,
    ) -> Result<Option<(Text, bool)>, Refused> {
        let (what, inner) = match node.kind() {
            Kind::Scalar { text, style } if text.trim().is_empty() && is_block(style) => {
                let message = "the `>` or `|` starts a block of text, and the block is empty";
                let help = self.in_quotes(node);
                return Err(self.wrong_shape(name, node, Refusal::new(message, help)));
            }
            Kind::Scalar { text, style } => return Ok(Some((text, style == Style::Plain))),
            Kind::Empty => return Ok(None),
            Kind::Refused => return Err(Refused(name)),
            Kind::Sequence => ("a list", only(node.items()).filter(|_| !any_text)),
            Kind::Mapping => ("a mapping", named_value(node, any_text)),
        };
        let help = match inner.and_then(Node::as_str) {
            Some(inner) => format!("write {}", quoted(&format!("{name}: {inner}"))),
            None if any_text => self.in_quotes(node),
            None => format!("write one value behind `{name}:`"),
        };
        let message = format!("`{name}` takes one value, and this is {what}");
        Err(self.wrong_shape(name, node, Refusal::new(message, help)))
    }

    fn in_quotes(&self, node: Node<'t>) -> String {
        let line = quoted_line(&self.tree.text, node.span());
        format!("if it is meant as text, write `{line}`")
    }

    fn refuse(&mut self, name: &'static str, node: Node<'t>, refusal: Refusal, plain: bool) {
        let mut problem =
            Problem::new(reading::INVALID_VALUE, node.span(), refusal.message).field(name);
        problem.help = refusal.help;
        problem.edit = refusal.fix.filter(|_| plain).map(|fix| {
            let edit = Edit::new(node.span(), fix);
            match refusal.is_sure {
                true => edit,
                false => edit.guessed(),
            }
        });
        self.report(problem);
    }
}

/// Reads what stands at a node, for the field of that name.
type Reader<'t, V> =
    fn(&mut Decoding<'t>, &'static str, Node<'t>) -> Result<Option<Spanned<V>>, Refused>;

/// A field whose value was written but cannot be read; it has been reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused(pub &'static str);

/// The value of the key `name` in a mapping.
pub fn value_of<'t>(mapping: Node<'t>, name: &str) -> Option<Node<'t>> {
    let pair = mapping.pairs().find(|pair| pair.key.as_str() == Some(name));
    pair.map(|pair| pair.value)
}

const fn is_block(style: Style) -> bool {
    matches!(style, Style::Literal | Style::Folded)
}

/// The field that is called `key`.
fn own_name<T: Described>(key: &str, shares_common: bool) -> Option<&'static str> {
    let common = if shares_common { Common::FIELDS } else { &[] };
    let own = T::FIELDS.iter().map(|field| field.name);
    let mut names = own.chain(common.iter().map(|field| field.name));
    names.find(|name| *name == key)
}

fn keys<'t>(mapping: Node<'t>) -> HashSet<&'t str> {
    mapping
        .pairs()
        .filter_map(|pair| pair.key.as_str())
        .collect()
}

/// The only one of `nodes`.
fn only<'t>(mut nodes: impl Iterator<Item = Node<'t>>) -> Option<Node<'t>> {
    let first = nodes.next()?;
    nodes.next().is_none().then_some(first)
}

/// The value that a mapping only wraps: what it calls the name, or its only one. A text with a
/// colon is a mapping too, so that where texts stand only names count.
fn named_value(mapping: Node<'_>, any_text: bool) -> Option<Node<'_>> {
    let named = ["name", "id", "email"];
    let named = named.iter().find_map(|name| value_of(mapping, name));
    named.or_else(|| only(mapping.pairs().map(|pair| pair.value)).filter(|_| !any_text))
}
