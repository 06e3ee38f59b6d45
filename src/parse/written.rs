//! `okr.yaml` as it is written, before defaults are filled in. How it is read is in `fields` and
//! `decode`, what it comes to in `config_file`.

use thin_vec::ThinVec;

use crate::model::calendar::{Month, NamedBy};
use crate::model::config::{DeclaredCycle, Override, RuleSetting};
use crate::model::{Commitment, MaintenanceKind, Share};
use crate::source::{Spanned, Text};

/// `fiscal_year` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FiscalYearFile {
    /// The value of `starts`.
    pub starts: Option<Spanned<Month>>,
    /// The value of `named_by`.
    pub named_by: Option<Spanned<NamedBy>>,
}

/// `cycles` as written.
pub type CyclesFile = Vec<(Spanned<Text>, DeclaredCycle)>;
/// `commit_types` as written; none where the key is not there.
pub type CommitTypes = Option<Vec<(Spanned<Text>, MaintenanceKind)>>;
/// `rules` as written.
pub type RulesFile = Vec<RuleSetting>;
/// `overrides` as written.
pub type OverridesFile = Vec<Override>;

/// `allocation` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PolicyFile {
    /// The value of `strategic`.
    pub strategic: Option<Spanned<Share>>,
    /// The value of `maintenance`.
    pub maintenance: Option<Spanned<Share>>,
    /// The value of `operations`.
    pub operations: Option<Spanned<Share>>,
    /// The value of `tolerance`.
    pub tolerance: Option<Spanned<Share>>,
}

/// `pace` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PaceFile {
    /// The value of `on_track`.
    pub on_track: Option<Spanned<Share>>,
    /// The value of `at_risk`.
    pub at_risk: Option<Spanned<Share>>,
}

/// `trailers` as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrailersFile {
    /// The value of `strategic`.
    pub strategic: Option<Spanned<Text>>,
    /// The value of `maintenance`.
    pub maintenance: Option<Spanned<Text>>,
    /// The value of `operations`.
    pub operations: Option<Spanned<Text>>,
}

/// The whole file as written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigFile {
    /// The value of `version`.
    pub version: Option<Spanned<u32>>,
    /// The value of `organisation`.
    pub organisation: Option<Spanned<Text>>,
    /// The value of `commitment`.
    pub commitment: Option<Spanned<Commitment>>,
    /// The value of `fiscal_year`.
    pub fiscal_year: Option<Spanned<FiscalYearFile>>,
    /// The value of `cycles`.
    pub cycles: CyclesFile,
    /// The value of `include`.
    pub include: ThinVec<Spanned<Text>>,
    /// The value of `exclude`.
    pub exclude: ThinVec<Spanned<Text>>,
    /// The value of `allocation`.
    pub policy: PolicyFile,
    /// The value of `pace`.
    pub pace: PaceFile,
    /// The value of `check_in_days`.
    pub check_in_days: Option<Spanned<u32>>,
    /// The value of `trailers`.
    pub trailers: TrailersFile,
    /// The value of `commit_types`.
    pub commit_types: CommitTypes,
    /// The value of `rules`.
    pub rules: RulesFile,
    /// The value of `overrides`.
    pub overrides: OverridesFile,
}
