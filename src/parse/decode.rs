//! From a mapping of the tree to a value of the model, by its table of fields. Every mistake in
//! the mapping is reported, and what could be read is kept.

use crate::finding::{Problem, reading};
use crate::model::Common;
use crate::parse::fields::{self, FieldName};
use crate::parse::leaf::{self, Leaf};
use crate::parse::nested;
use crate::parse::refusal::Refusal;
use crate::parse::shape::{Described, Field, Shape};
use crate::parse::yaml::{Kind, Node, Style, Tree, comment_cut, quoted_line};
use crate::source::{Spanned, Text};

/// Where decoding puts what it finds wrong.
pub struct Decoding<'t> {
    /// The text that is decoded.
    pub tree: &'t Tree,
    /// What is wrong so far.
    pub problems: Vec<Problem>,
    /// The rule that an unknown key breaks.
    pub unknown: &'static str,
}

impl<'t> Decoding<'t> {
    /// Starts on `tree`; unknown keys are reported under `unknown`.
    pub const fn new(tree: &'t Tree, unknown: &'static str) -> Self {
        Self {
            tree,
            problems: Vec::new(),
            unknown,
        }
    }

    /// Reads the mapping `node` into `into`. Keys that the format does not have are reported; where
    /// it is plain which one was meant, the value is read as that one's.
    pub fn mapping<T: Described>(&mut self, node: Node<'t>, into: &mut T) {
        let mut refused = Vec::new();
        for pair in node.pairs() {
            let Some(key) = pair.key.as_str() else {
                continue;
            };
            if key.starts_with("x-") {
                continue;
            }
            let (name, known) = self.known_name::<T>(key, pair.key, node, into.common().is_some());
            if !known && name.is_none() {
                continue;
            }
            let name = name.unwrap_or_default();
            let accepted = match T::FIELDS.iter().find(|field| field.name == name) {
                Some(field) => self.field(field, pair.value, into),
                None => match into.common() {
                    Some(common) => match Common::FIELDS.iter().find(|field| field.name == name) {
                        Some(field) => self.field(field, pair.value, common),
                        None => Ok(()),
                    },
                    None => Ok(()),
                },
            };
            if let Err(Refused(name)) = accepted {
                refused.push(name);
            }
        }
        if let Some(common) = into.common() {
            common.refused.append(&mut refused);
        }
    }

    /// The field that `key` names, or is taken for (reporting that it is unknown), and whether it
    /// is one.
    fn known_name<T: Described>(
        &mut self,
        key: &str,
        place: Node<'t>,
        mapping: Node<'t>,
        shares_common: bool,
    ) -> (Option<&'static str>, bool) {
        let names = || {
            let common = if shares_common { Common::FIELDS } else { &[] };
            let own = T::FIELDS.iter().map(|field| field.name);
            own.chain(common.iter().map(|field| field.name))
        };
        if let Some(name) = names().find(|name| *name == key) {
            return (Some(name), true);
        }
        let all = fields::names::<T>(shares_common);
        let meant = meant_field(key, &all);
        let mut problem = Problem::new(
            self.unknown,
            place.span(),
            format!("{} has no field `{key}`", T::WHAT),
        );
        let taken = |name: &str| value_of(mapping, name).is_some();
        let usable = match meant {
            Some(Meant::Misspelt(name)) => {
                problem = problem.help(format!("did you mean `{name}`?"));
                Some(name)
            }
            Some(Meant::Synonym(name)) => {
                problem = problem.help(format!("it is called `{name}` here"));
                Some(name)
            }
            None => {
                problem = problem.help(unknown_help(key, &all));
                None
            }
        };
        let usable = usable.filter(|name| !taken(name));
        if let Some(name) = usable {
            problem = problem.edit(place.span(), name);
        }
        self.problems.push(problem);
        (usable, false)
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
            Shape::Texts(slot) => self.list(name, node, slot(into), leaf::text),
            Shape::Ids(slot) => self.list(name, node, slot(into), leaf::id),
            Shape::References(slot) => self.list(name, node, slot(into), leaf::reference),
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
            Shape::Quantity(slot) => one!(slot, leaf::quantity),
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
    pub fn leaf<V>(
        &mut self,
        name: &'static str,
        node: Node<'t>,
        read: fn(&Text) -> Leaf<V>,
    ) -> Result<Option<Spanned<V>>, Refused> {
        let Some((text, plain)) = self.scalar(name, node)? else {
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
    fn prose(
        &mut self,
        name: &'static str,
        node: Node<'t>,
    ) -> Result<Option<Spanned<Text>>, Refused> {
        if let Some(cut) = comment_cut(self.tree, node) {
            self.problems.push(
                Problem::new(
                    reading::COMMENT_IN_TEXT,
                    cut.whole,
                    "the ` #` starts a comment here, which cuts the text off",
                )
                .help(format!("if it belongs to the text, write `{}`", cut.line))
                .field(name),
            );
        }
        self.leaf(name, node, leaf::text)
    }

    /// A list of scalars, or one that stands for a list of one.
    fn list<V>(
        &mut self,
        name: &'static str,
        node: Node<'t>,
        into: &mut Vec<Spanned<V>>,
        read: fn(&Text) -> Leaf<V>,
    ) -> Result<(), Refused> {
        if !matches!(node.kind(), Kind::Sequence) {
            into.extend(self.leaf(name, node, read)?);
            return Ok(());
        }
        let mut outcome = Ok(());
        for item in node.items() {
            match self.leaf(name, item, read) {
                Ok(value) => into.extend(value),
                Err(refused) => outcome = Err(refused),
            }
        }
        outcome
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

    /// The text of a scalar and whether it is plain; nothing where nothing stands there.
    fn scalar(
        &mut self,
        name: &'static str,
        node: Node<'t>,
    ) -> Result<Option<(Text, bool)>, Refused> {
        match node.kind() {
            Kind::Scalar { text, style } => {
                if text.trim().is_empty() && is_block(style) {
                    return Err(self.quote(
                        name,
                        node,
                        "the `>` or `|` starts a block of text, and the block is empty",
                    ));
                }
                Ok(Some((text, style == Style::Plain)))
            }
            Kind::Empty => Ok(None),
            Kind::Refused => Err(Refused(name)),
            Kind::Sequence => Err(self.quote(
                name,
                node,
                &format!("`{name}` takes one value, and this is a list"),
            )),
            Kind::Mapping => Err(self.quote(
                name,
                node,
                &format!("`{name}` takes one value, and this is a mapping"),
            )),
        }
    }

    fn quote(&mut self, name: &'static str, node: Node<'t>, message: &str) -> Refused {
        let line = quoted_line(&self.tree.text, node.span());
        let help = format!("if it is meant as text, write `{line}`");
        self.wrong_shape(name, node, Refusal::new(message, help))
    }

    fn refuse(&mut self, name: &'static str, node: Node<'t>, refusal: Refusal, plain: bool) {
        let mut problem =
            Problem::new(reading::INVALID_VALUE, node.span(), refusal.message).field(name);
        problem.help = refusal.help;
        if let Some(fix) = refusal.fix.filter(|_| plain) {
            problem = problem.edit(node.span(), fix);
        }
        self.problems.push(problem);
    }
}

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

enum Meant {
    Misspelt(&'static str),
    Synonym(&'static str),
}

/// The field that someone who writes `key` has in mind.
fn meant_field(key: &str, fields: &[FieldName]) -> Option<Meant> {
    let folded = key.to_lowercase().replace(['-', ' '], "_");
    let same = |name: &&FieldName| name.name == folded;
    if let Some(field) = fields.iter().find(same) {
        return Some(Meant::Misspelt(field.name));
    }
    let synonym = |field: &&FieldName| {
        field
            .synonyms
            .iter()
            .any(|s| s.eq_ignore_ascii_case(key) || *s == folded)
    };
    if let Some(field) = fields.iter().find(synonym) {
        return Some(Meant::Synonym(field.name));
    }
    crate::parse::nearest(&folded, fields.iter().map(|field| field.name)).map(Meant::Misspelt)
}

/// What to say of a key that resembles none: where it does belong, else which there are.
fn unknown_help(key: &str, here: &[FieldName]) -> String {
    let elsewhere: Vec<_> = fields::everything()
        .into_iter()
        .filter(|(_, names)| names.iter().any(|field| field.name == key))
        .map(|(what, _)| what)
        .collect();
    match elsewhere.is_empty() {
        false => format!(
            "`{key}` is a field of {}; fields of your own start with `x-`",
            elsewhere.join(" and ")
        ),
        true => {
            let names: Vec<_> = here.iter().map(|field| field.name).collect();
            format!(
                "the fields are {}; fields of your own start with `x-`",
                names.join(", ")
            )
        }
    }
}
