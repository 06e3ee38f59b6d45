//! What the rules ask of the past: the events that count, who did them, and where to point at what
//! is gone.

use crate::finding::{FileId, Finding, Level};
use crate::rules::events::{Event, What};
use crate::rules::{Context, Rule};
use crate::source::Span;

impl<'a> Context<'a> {
    /// What happened to objectives of running cycles: against the base where there is one, else in
    /// the whole history. What was a draft in the base, or whose cycle began after it, is judged
    /// commit by commit, because the base was no promise yet.
    pub(in crate::rules) fn events(&self) -> Vec<&'a Event> {
        let past = self.history.map_or(&[][..], |history| &history.events);
        let runs = |event: &&Event| !event.cycle.has_ended(self.today);
        let Some(base) = self.base else {
            let is_whole = self.history.is_some_and(|history| history.is_whole);
            return past.iter().filter(|_| is_whole).filter(runs).collect();
        };
        let by_commit = |event: &&Event| {
            let was_draft = event
                .now
                .is_some_and(|place| base.drafts.contains(&place.node));
            was_draft || event.cycle.start > base.day
        };
        let net = base.events.iter().filter(|event| {
            // Where no commit can be asked, the base has to do.
            self.history.is_none() || !by_commit(event) || matches!(event.what, What::Added)
        });
        let steps = past
            .iter()
            .filter(|event| by_commit(event) && !matches!(event.what, What::Added));
        net.chain(steps).filter(runs).collect()
    }

    /// The commit of an event, in words: `, by Ada on 2026-02-03 (3f2a9c1b7d)`. Empty where the
    /// history was not asked for, or nothing is committed yet.
    pub(in crate::rules) fn by_whom(&self, event: &Event) -> String {
        const SHORT: usize = 10;
        let Some(history) = self.history.filter(|history| history.is_whole) else {
            return String::new();
        };
        let same = |other: &&Event| {
            let field = |what: &What| match what {
                What::Moved { field, .. } => Some(*field),
                _ => None,
            };
            other.commit.is_some()
                && other.now == event.now
                && std::mem::discriminant(&other.what) == std::mem::discriminant(&event.what)
                && field(&other.what) == field(&event.what)
                && (event.now.is_some() || other.subject == event.subject)
        };
        let told = || history.events.iter().find(same)?.commit.as_ref();
        event
            .commit
            .as_ref()
            .or_else(told)
            .map_or_else(String::new, |commit| {
                let short: String = commit.id.chars().take(SHORT).collect();
                format!(", by {} on {} ({short})", commit.author.name, commit.day)
            })
    }

    /// A finding about what is gone: where it stood, if that file is still there; else at what it
    /// served, at its team, or at the configuration. None where the tree is empty.
    pub(in crate::rules) fn about_gone(
        &self,
        rule: &Rule,
        event: &Event,
        message: String,
    ) -> Option<Finding> {
        let (file, span) = self.where_it_was(event)?;
        Some(Finding::new(rule.name, file, span, message).subject(event.subject.clone()))
    }

    fn where_it_was(&self, event: &Event) -> Option<(FileId, Span)> {
        let snapshot = self.snapshot;
        let file_at = |wanted: &dyn Fn(&crate::snapshot::File) -> bool| {
            let mut files = (0..).map(FileId).zip(&snapshot.files);
            let found = files.find(|(_, file)| wanted(file));
            found.map(|(id, _)| (id, Span::at(0)))
        };
        let parent = || {
            let serves = event.serves.as_ref()?;
            let mut nodes = snapshot.nodes.iter();
            let parent = nodes.find(|node| {
                serves.contains(node.id.as_str()) && snapshot.full_name(node) == *serves
            })?;
            Some((parent.file, parent.title().span))
        };
        let team = || {
            let team = snapshot.team(snapshot.team_named(event.team.as_ref()?)?)?;
            team.plans.first().map(|plan| (plan.file, Span::at(0)))
        };
        file_at(&|file| file.path == event.path)
            .or_else(parent)
            .or_else(team)
            .or_else(|| file_at(&|file| file.path_in_tree == crate::source::CONFIG_NAME))
            .or_else(|| file_at(&|_| true))
    }

    /// The same at the level that a pull request is held to: an error.
    pub(in crate::rules) fn raised(&self, finding: Finding) -> Finding {
        match self.base {
            Some(_) => finding.level(Level::Error),
            None => finding,
        }
    }
}
