//! `nested-config`: a second `okr.yaml` below the first.

use crate::finding::{FileId, Finding, Level, reading};
use crate::rules::folders::{first_key, last_part};
use crate::rules::{Check, Context, Group, Rule};
use crate::source::CONFIG_NAME;

/// The rule.
pub const RULE: Rule = Rule {
    name: reading::NESTED_CONFIG,
    group: Group::Structure,
    level: Level::Error,
    summary: "A second `okr.yaml` stands below the first",
    why: "One tree is judged by one measure, or its parts can no longer be compared and a team could \
          quietly set easier rules for itself. What should differ for some folders goes into the \
          `overrides` of the one `okr.yaml`, where everybody sees it. If this folder is a tree of \
          its own, leave it out of the other with `exclude`.",
    bad: "\
#: okr.yaml
organisation: Streamly
#: teams/web/okr.yaml
rules:
#^^^^ nested-config
  owner-missing: off
",
    good: "\
#: okr.yaml
organisation: Streamly
overrides:
  - paths: [\"teams/web/**\"]
    rules:
      owner-missing: off
",
    source: "Follows from the format: `okr.yaml` marks the root of a tree, which has only one",
    parameters: &[],
    check: Check::Tree(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let files = || (0..).map(FileId).zip(&context.snapshot.files);
    let own = files().find(|(_, file)| file.path_in_tree == CONFIG_NAME);
    for (id, file) in files() {
        if file.path_in_tree == CONFIG_NAME || last_part(&file.path_in_tree) != CONFIG_NAME {
            continue;
        }
        let message = "a tree has one `okr.yaml`, and this one lies below another: it is not read";
        let mut finding = Finding::new(RULE.name, id, first_key(file), message).help(
            "move what it says into the other, under `overrides` with the paths it is for; \
             if this is a tree of its own, add its folder to `exclude` there",
        );
        if let Some((own, own_file)) = own {
            finding = finding.related(own, first_key(own_file), "the one that counts");
        }
        findings.push(finding);
    }
}
