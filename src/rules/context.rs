//! What a rule sees: the tree, the configuration and the day, with the questions that many rules
//! ask of them.

use std::str::FromStr;

use jiff::civil::Date;

use crate::finding::{FileId, Finding};
use crate::measure::actual::Actual;
use crate::measure::key_result::Values;
use crate::model::config::RuleSetting;
use crate::model::{Config, Cycle, KeyResult, Objective, Status};
use crate::rules::{Base, History, Laxer, Rule};
use crate::snapshot::{Node, NodeId, Place, Snapshot};
use crate::source::Span;

/// What a rule sees.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The tree.
    pub snapshot: &'a Snapshot,
    /// By which measure it is judged.
    pub config: &'a Config,
    /// The day on which it is judged.
    pub today: Date,
    /// The cycle that counts as the current one.
    pub current: Option<&'a Cycle>,
    /// Where the time of the current cycle went, where commits were read.
    pub actual: Option<&'a Actual>,
    /// The state that it is compared with, where only what is new is asked for.
    pub base: Option<&'a Base<'a>>,
    /// A second configuration: of both the stricter counts, for levels and parameters.
    pub stricter: Option<&'a Config>,
    /// What happened to its objectives, where the history was read.
    pub history: Option<&'a History>,
}

impl<'a> Context<'a> {
    /// The nodes that can be judged: all but those whose file has a syntax error.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &'a Node)> {
        self.snapshot
            .iter()
            .filter(|(_, node)| !node.document.broken)
    }

    /// The nodes that are judged by what they aim at: goals, kpis, and the objectives whose cycle
    /// has not ended.
    pub fn running(&self) -> impl Iterator<Item = (NodeId, &'a Node)> {
        let today = self.today;
        self.nodes().filter(move |(_, node)| {
            node.cycle
                .as_ref()
                .is_none_or(|cycle| !cycle.has_ended(today))
        })
    }

    /// The key results of the nodes that are judged by what they aim at, without those that were
    /// given up or put off.
    pub fn running_key_results(&self) -> impl Iterator<Item = (Place, &'a Node, &'a KeyResult)> {
        self.running()
            .filter(|(_, node)| !node.common().status().is_set_aside())
            .flat_map(|(id, node)| {
                node.key_results()
                    .iter()
                    .enumerate()
                    .map(move |(position, key_result)| {
                        (
                            Place {
                                node: id,
                                key_result: Some(position),
                            },
                            node,
                            key_result,
                        )
                    })
            })
            .filter(|(_, _, key_result)| !key_result.common.status().is_set_aside())
    }

    /// The values of the running key results and of the kpis, which are judged alike.
    pub fn running_values(&self) -> impl Iterator<Item = (Place, &'a Node, Values<'a>)> {
        let of_key_results = self
            .running_key_results()
            .map(|(place, node, key_result)| (place, node, Values::of(key_result)));
        let of_kpis = self
            .running()
            .filter(|(_, node)| !node.common().status().is_set_aside())
            .filter_map(|(id, node)| {
                let place = Place {
                    node: id,
                    key_result: None,
                };
                Some((place, node, Values::of_kpi(node.kpi()?)))
            });
        of_key_results.chain(of_kpis)
    }

    /// The objectives that are being written or worked on: their cycle has not ended and nobody has
    /// closed them.
    pub fn open_objectives(&self) -> impl Iterator<Item = (NodeId, &'a Node, &'a Objective)> {
        self.running()
            .filter(|(_, node)| !node.common().status().is_closed())
            .filter_map(|(id, node)| Some((id, node, node.objective()?)))
    }

    /// The key results of those objectives that nobody has closed either.
    pub fn open_key_results(&self) -> impl Iterator<Item = (Place, &'a Node, &'a KeyResult)> {
        self.running_key_results()
            .filter(|(_, node, _)| !node.common().status().is_closed())
            .filter(|(_, _, key_result)| !key_result.common.status().is_closed())
    }

    /// Whether a place is still being written: it, or the objective that it belongs to, is a draft.
    #[must_use]
    pub fn is_draft(&self, place: Place) -> bool {
        let Some(node) = self.snapshot.node(place.node) else {
            return false;
        };
        let key_result = place
            .key_result
            .and_then(|position| node.key_results().get(position));
        let own = key_result.map(|key_result| key_result.common.status());
        node.common().status() == Status::Draft || own == Some(Status::Draft)
    }

    /// A finding about a node.
    pub fn about(
        &self,
        rule: &Rule,
        node: &Node,
        span: Span,
        message: impl Into<String>,
    ) -> Finding {
        Finding::new(rule.name, node.file, span, message).subject(self.snapshot.name(node))
    }

    /// A finding about a key result, or about a node where the place has none.
    pub fn about_key_result(
        &self,
        rule: &Rule,
        place: Place,
        span: Span,
        message: impl Into<String>,
    ) -> Finding {
        let file = self
            .snapshot
            .node(place.node)
            .map_or(FileId(0), |node| node.file);
        Finding::new(rule.name, file, span, message).subject(self.snapshot.place_name(place))
    }

    /// The value of a rule's parameter for a file: as the last override that matches it sets it,
    /// else as `rules` does, else its default. What is no number is reported by `unknown-rule` and
    /// counts as not set. Of two configurations the stricter value counts.
    #[must_use]
    pub fn parameter(&self, rule: &Rule, name: &str, file: FileId) -> u32 {
        let mut parameters = rule.parameters.iter();
        let Some(parameter) = parameters.find(|parameter| parameter.name == name) else {
            return 0;
        };
        let value = |config: &Config, path: &str| {
            let set = config
                .settings_for(path)
                .filter(|setting| *setting.rule.value == *rule.name);
            let set = set.filter_map(|setting| number(setting, name)).last();
            set.unwrap_or(parameter.default)
        };
        let configs = || std::iter::once(self.config).chain(self.stricter);
        let values = self
            .paths(file)
            .flat_map(|path| configs().map(move |config| value(config, path)));
        let strictest = match parameter.laxer {
            Laxer::Higher => values.min(),
            Laxer::Lower => values.max(),
        };
        strictest.unwrap_or(parameter.default)
    }

    /// Where in the tree a file is, by which settings are for it; in a comparison also where stood what
    /// came to it from elsewhere, so that nothing is moved to where less is asked for.
    pub fn paths(&self, file: FileId) -> impl Iterator<Item = &'a str> {
        let own = self.snapshot.file(file);
        let own = own.map_or("", |file| file.path_in_tree.as_str());
        let base = self.base.into_iter();
        std::iter::once(own).chain(base.flat_map(move |base| base.stood_in(file)))
    }
}

/// A parameter of a setting, where it is a number.
pub(super) fn number(setting: &RuleSetting, name: &str) -> Option<u32> {
    let (_, value) = setting
        .parameters
        .iter()
        .find(|(key, _)| *key.value == *name)?;
    u32::from_str(value).ok()
}
