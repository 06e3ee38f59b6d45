//! Why a reference leads nowhere, as a finding: what is missing, where something of that name does
//! stand, and what to write. Which references are judged under which rule is the rules' business.

use crate::finding::Finding;
use crate::model::{Kind, Reference};
use crate::rules::suggest::{Names, is_visible, listed};
use crate::rules::{Context, Rule};
use crate::snapshot::{Candidates, Link, LinkField, Node, NodeId, Place, Unresolved, Viewpoint};
use crate::source::{Span, Text};

/// A reference at its place.
#[derive(Clone, Copy)]
pub struct Broken<'a> {
    /// What the rule sees.
    pub context: Context<'a>,
    /// The rule that reports it.
    pub rule: &'static Rule,
    /// The node it stands in.
    pub id: NodeId,
    /// The same.
    pub node: &'a Node,
    /// The reference.
    pub link: &'a Link,
}

impl<'a> Broken<'a> {
    /// A finding at the reference.
    pub fn finding(&self, message: impl Into<String>) -> Finding {
        let place = Place {
            node: self.id,
            key_result: self.link.key_result,
        };
        self.context
            .about_key_result(self.rule, place, self.span(), message)
            .field(self.link.field.name())
    }

    /// Says why the reference leads nowhere; nothing where it leads somewhere, or where what it
    /// means could not be read, which is reported there.
    pub fn why(&self, names: &Names<'a>) -> Option<Finding> {
        match self.link.to.as_ref().err()? {
            Unresolved::Unread => None,
            Unresolved::Itself => Some(self.itself()),
            Unresolved::Ambiguous(candidates) => Some(self.ambiguous(candidates)),
            Unresolved::NoKeyResult(other) => {
                Some(self.no_key_result(self.context.snapshot.node(*other)?, names))
            }
            Unresolved::Unknown { elsewhere } => self.unknown(elsewhere, names),
        }
    }

    fn reference(&self) -> &'a Reference {
        &self.link.reference.value
    }

    fn span(&self) -> Span {
        self.link.reference.span
    }

    /// What the reference is for, as the end of a sentence.
    fn purpose(&self) -> &'static str {
        match self.link.field {
            LinkField::Parent => "have as parent",
            LinkField::ContributesTo => "contribute to",
            LinkField::CarriedFrom => "carry on from",
            LinkField::Guardrails => "keep healthy",
            LinkField::DependsOn => "wait for",
        }
    }

    /// That nothing is there, as the beginning of a sentence.
    fn nothing(&self) -> String {
        let what = match self.link.field {
            LinkField::Guardrails => "kpi ",
            _ => "",
        };
        let text = &self.reference().text;
        format!("there is no {what}`{text}` to {}", self.purpose())
    }

    /// Whether the field can name a node of this kind.
    fn takes(&self, node: &Node) -> bool {
        match self.link.field {
            LinkField::Guardrails => node.kind() == Kind::Kpi,
            LinkField::CarriedFrom => node.kind() == Kind::Objective,
            LinkField::Parent | LinkField::ContributesTo | LinkField::DependsOn => true,
        }
    }

    fn itself(&self) -> Finding {
        let text = &self.reference().text;
        match self.link.field {
            LinkField::Parent => self
                .finding(format!("`{text}` has itself as parent"))
                .help("name what it serves: a goal, or an objective above it"),
            LinkField::CarriedFrom => self
                .finding(format!("`{text}` is this very objective, so that it would carry on itself"))
                .help("name the one of the earlier cycle; where id and team are the same it counts as carried on without a word"),
            LinkField::DependsOn => self
                .finding(format!("`{text}` would wait for itself"))
                .help(format!("to wait for another key result of this objective, write `{}/` and its id", self.node.id)),
            LinkField::ContributesTo | LinkField::Guardrails => self
                .finding(format!("`{text}` is this very objective: nothing can {} itself", self.purpose()))
                .help("name another, or take the reference away"),
        }
    }

    /// Several fit: names them so that each can be told from the others.
    pub fn ambiguous(&self, candidates: &Candidates) -> Finding {
        const SHOWN: usize = 5;
        let snapshot = self.context.snapshot;
        let mut finding = self.finding(String::new());
        let mut clear = Vec::new();
        let mut unclear = Vec::new();
        for (id, other) in candidates
            .iter()
            .filter_map(|id| Some((*id, snapshot.node(*id)?)))
            .take(SHOWN)
        {
            let full = self.full(other, self.reference().key_result.as_deref());
            finding = finding.related(other.file, other.id_span(), format!("`{full}` stands here"));
            match self.leads_to(&full) == Some(id) {
                true => clear.push(full),
                false => unclear.push(full),
            }
        }
        unclear.dedup();
        let all: Vec<_> = clear.iter().chain(&unclear).collect();
        let more = match candidates.count.saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        finding.message = format!(
            "`{}` fits {} things: {}{more}",
            self.reference().text,
            counted(candidates.count),
            listed(&all, "and")
        );
        let write = format!("write {}", listed(&clear, "or"));
        finding.help(match (clear.is_empty(), unclear.is_empty()) {
            (false, true) => write,
            (false, false) => format!(
                "{write}; {} can only be meant once it has an id of its own",
                listed(&unclear, "and")
            ),
            (true, _) => {
                "no reference can tell them apart: give one of them an id of its own".to_owned()
            }
        })
    }

    fn no_key_result(&self, other: &Node, names: &Names<'a>) -> Finding {
        let key_result = self.reference().key_result.as_deref().unwrap_or_default();
        let ids: Vec<&str> = other.key_results().iter().map(|one| &*one.id).collect();
        let finding = self
            .finding(format!("`{}` has no key result `{key_result}`", other.id))
            .related(other.file, other.id_span(), "this is what is named");
        let whole = spelt(self.reference(), &self.reference().id, None);
        match (names.among(key_result, &ids), other.kind()) {
            (Some(near), _) => {
                let mended = spelt(self.reference(), &self.reference().id, Some(near.name));
                self.did_you_mean(finding, mended, near.is_only)
            }
            (None, Kind::Objective) if ids.len() == 1 => {
                finding.help(format!("its only key result is {}", listed(&ids, "and")))
            }
            (None, Kind::Objective) if !ids.is_empty() => {
                finding.help(format!("its key results are {}", listed(&ids, "and")))
            }
            (None, Kind::Objective) => finding.help(format!("it has none at all: write `{whole}`")),
            (None, kind) => finding.help(format!("it is a {}: write `{whole}`", kind.name())),
        }
    }

    fn unknown(&self, elsewhere: &[NodeId], names: &Names<'a>) -> Option<Finding> {
        let reference = self.reference();
        let snapshot = self.context.snapshot;
        if let Some(cycle) = &reference.cycle
            && snapshot.calendar.cycle(cycle).is_none()
        {
            let help = match snapshot.calendar.misspelt(cycle) {
                Some(suggestion) => suggestion.help,
                None => snapshot.calendar.spellings(),
            };
            let message = format!(
                "there is no cycle `{cycle}`, so `{}` leads nowhere",
                reference.text
            );
            return Some(self.finding(message).help(help));
        }
        if let Some(team) = &reference.team
            && snapshot.team_named(team).is_none()
        {
            return Some(self.no_team(team, names));
        }
        let others: Vec<(NodeId, &Node)> = elsewhere
            .iter()
            .filter_map(|id| Some((*id, snapshot.node(*id)?)))
            .filter(|(_, other)| self.takes(other))
            .collect();
        // What has no cycle sees no other: that it has none is what has to be mended.
        if !others.is_empty() && self.node.cycle.is_none() && reference.cycle.is_none() {
            return None;
        }
        let same_team = |other: &Node| self.node.team == other.team;
        match others
            .iter()
            .max_by_key(|(_, other)| (same_team(other), &other.cycle))
        {
            Some((id, other)) => Some(self.elsewhere(*id, other)),
            None => Some(self.not_at_all(names)),
        }
    }

    fn no_team(&self, team: &str, names: &Names<'a>) -> Finding {
        let reference = self.reference();
        let finding = self.finding(format!(
            "there is no team `{team}`, so `{}` leads nowhere",
            reference.text
        ));
        match names.team(team) {
            Some(near) => {
                let meant = Reference {
                    team: Some(near.name.into()),
                    ..reference.clone()
                };
                self.did_you_mean(
                    finding,
                    spelt(&meant, &reference.id, reference.key_result.as_deref()),
                    near.is_only,
                )
            }
            None => finding.help(format!(
                "write the id of a team before the `:`, or `{}` alone",
                reference.id
            )),
        }
    }

    /// It exists, only not where the reference looks.
    fn elsewhere(&self, id: NodeId, other: &Node) -> Finding {
        let snapshot = self.context.snapshot;
        let reference = self.reference();
        let full = self.full(other, reference.key_result.as_deref());
        let cycle = |node: &Node| node.cycle.as_ref().map(|cycle| cycle.name.to_string());
        let team_of = |node: &Node| match node.team.and_then(|team| snapshot.team(team)) {
            Some(team) => format!("the team `{}`", team.id),
            None => "the company".to_owned(),
        };
        let other_team = reference
            .team
            .as_deref()
            .is_some_and(|team| snapshot.team_named(team) != other.team);
        let base = self.nothing();
        let stands = |finding: Finding| {
            finding.related(
                other.file,
                other.id_span(),
                "something of that name stands here",
            )
        };
        if other_team {
            let finding = stands(self.finding(format!(
                "{base}: `{}` belongs to {}",
                other.id,
                team_of(other)
            )));
            return match self.leads_to(&full) == Some(id) {
                true => finding.help(format!("did you mean `{full}`?")),
                false => finding.help("name what is meant by its own team and id"),
            };
        }
        match (cycle(other), cycle(self.node)) {
            (Some(theirs), _) if reference.cycle.is_some() => {
                stands(self.finding(format!("{base}; `{}` is in {theirs}", other.id)))
                    .help(format!("did you mean `{full}`?"))
            }
            (Some(theirs), Some(own)) => stands(self.finding(format!(
                "{base} in {own}: it is in {theirs}, which does not contain {own}"
            )))
            .help(format!(
                "write `{full}` if that one is meant, or carry it on into {own}"
            )),
            _ => stands(self.finding(format!(
                "{base}; what is called `{}` has no cycle",
                other.id
            )))
            .help(format!("did you mean `{full}`?")),
        }
    }

    /// Nothing has that name.
    fn not_at_all(&self, names: &Names<'a>) -> Finding {
        let reference = self.reference();
        let finding = self.finding(self.nothing());
        let is_bare = reference.key_result.is_none() && self.link.field != LinkField::Guardrails;
        let owner = is_bare
            .then(|| names.with_key_result(&reference.id, (self.id, self.node)))
            .flatten();
        if let Some(owner) = owner {
            let whole = spelt(reference, &owner.id, Some(&reference.id));
            return finding.help(format!(
                "`{}` is a key result of `{}`: did you mean `{whole}`?",
                reference.id, owner.id
            ));
        }
        match names.like(&reference.id, (self.id, self.node), |node| self.takes(node)) {
            Some((near, is_only)) => {
                let plain = spelt(reference, &near.id, reference.key_result.as_deref());
                let sees = is_visible(near, self.node) && self.link.field != LinkField::CarriedFrom;
                match sees || reference.cycle.is_some() {
                    true => self.did_you_mean(finding, plain, is_only),
                    // It stands where a plain reference does not look: perhaps it is not meant.
                    false => self.did_you_mean(finding, self.full(near, reference.key_result.as_deref()), false),
                }
            }
            None => finding.help(match self.link.field {
                LinkField::Parent => "write the id of a goal, of an objective (with `/` and the id of a key result, if it serves that one), or of a kpi that it repairs",
                LinkField::ContributesTo => "write the id of a goal, an objective or a kpi, or of a key result as `objective/key-result`",
                LinkField::CarriedFrom => "write the id it had before, with `@` and its cycle",
                LinkField::Guardrails => "write the id of a kpi: the level that must not suffer meanwhile",
                LinkField::DependsOn => "write the id of what must come first, such as `objective/key-result`",
            }),
        }
    }

    /// Suggests `mended`, and offers to write it where it does lead somewhere and nothing else is as
    /// near.
    fn did_you_mean(&self, finding: Finding, mended: String, is_only: bool) -> Finding {
        let finding = finding.help(format!("did you mean `{mended}`?"));
        match is_only && self.leads_to(&mended).is_some() {
            true => finding.edit(self.span(), mended),
            false => finding,
        }
    }

    /// What a reference would mean in the place of this one.
    fn leads_to(&self, text: &str) -> Option<NodeId> {
        let reference = Reference::parse(&Text::from(text)).ok()?;
        let viewpoint = Viewpoint {
            node: Some(self.id),
            team: Some(self.node.team),
            cycle: self.node.cycle.as_ref(),
        };
        let place = self.context.snapshot.resolve(viewpoint, &reference).ok()?;
        Some(place.node)
    }

    /// The reference to `other`, or to one of its key results, with all its parts.
    fn full(&self, other: &Node, key_result: Option<&str>) -> String {
        let snapshot = self.context.snapshot;
        let meant = Reference {
            text: "".into(),
            team: other
                .team
                .and_then(|team| snapshot.team(team))
                .map(|team| team.id.clone()),
            id: other.id.clone(),
            key_result: None,
            cycle: other.cycle.as_ref().map(|cycle| cycle.name.clone()),
        };
        spelt(&meant, &other.id, key_result)
    }
}

/// The reference with another id and key result.
fn spelt(reference: &Reference, id: &str, key_result: Option<&str>) -> String {
    let part = |before: &str, part: Option<&str>, after: &str| {
        part.map_or_else(String::new, |part| format!("{before}{part}{after}"))
    };
    format!(
        "{}{id}{}{}",
        part("", reference.team.as_deref(), ":"),
        part("/", key_result, ""),
        part("@", reference.cycle.as_deref(), "")
    )
}

fn counted(count: usize) -> String {
    match count {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        count => count.to_string(),
    }
}
