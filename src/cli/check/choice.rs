//! Which rules a check reports and at which level, by its arguments.

use anyhow::{anyhow, bail};

use crate::finding::Setting;
use crate::rules::{self, Choice};

/// What the arguments choose; every rule and group that they name must exist.
///
/// # Errors
/// Where one does not, and where a level is none.
pub fn choice(select: &[String], ignore: &[String], levels: &[String]) -> anyhow::Result<Choice> {
    let levels = levels
        .iter()
        .map(|text| level(text))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let named: Vec<String> = levels.iter().map(|(name, _)| name.clone()).collect();
    if let Some(group) = named.iter().find(|name| {
        rules::Group::ALL
            .iter()
            .any(|group| group.name() == name.as_str())
    }) {
        bail!("--level {group}: a level is set for one rule; --ignore and --select take groups");
    }
    for (flag, names) in [
        ("--select", select),
        ("--ignore", ignore),
        ("--level", named.as_slice()),
    ] {
        if let Some(unknown) = rules::unknown_names(names).next() {
            let near = rules::nearest_rule(unknown);
            let help = near.map_or_else(
                || "`okr rules` lists them".to_owned(),
                |near| format!("did you mean `{}`?", near.name),
            );
            bail!("{flag} {unknown}: there is no such rule; {help}");
        }
    }
    Ok(Choice {
        select: select.to_vec(),
        ignore: ignore.to_vec(),
        levels,
        no_ignores: false,
    })
}

fn level(text: &str) -> anyhow::Result<(String, Setting)> {
    let (rule, level) = text
        .split_once('=')
        .ok_or_else(|| anyhow!("--level {text}: write RULE=LEVEL, such as parent-closed=off"))?;
    let setting = level
        .parse()
        .map_err(|words| anyhow!("--level {text}: {words}"))?;
    Ok((rule.to_owned(), setting))
}
