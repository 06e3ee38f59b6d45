//! What is said of a team.

use crate::model::{MaintenanceItem, Status};
use crate::render::page::node::{each, names};
use crate::render::page::{Item, Page, Part, Said};
use crate::render::words;
use crate::views::TeamName;
use crate::views::allocation::TeamObjective;
use crate::views::show::ShownTeam;

/// The page about a team.
pub fn page(shown: &ShownTeam) -> Page {
    let mut about = vec![
        Said::name(format!("team:{}", shown.time.name.id)),
        Said::words("team"),
    ];
    if shown.status != Status::Active {
        about.push(Said::words(shown.status.name()));
    }
    if let Some(cycle) = shown.time.plan_of.as_ref() {
        about.push(Said::words(format!("plan of {}", cycle.name)));
    }
    let part = |heading: Option<&str>, items| Part {
        heading: heading.map(str::to_owned),
        items,
    };
    let cycle = shown.cycle.as_ref();
    let objectives = cycle.map_or("Objectives".to_owned(), |cycle| {
        format!("Objectives in {}", cycle.name)
    });
    let parts = [
        part(None, vec![whole(shown)]),
        part(
            Some(&objectives),
            shown.time.objectives.iter().map(objective).collect(),
        ),
        part(
            Some("Maintenance"),
            shown.time.maintenance.iter().map(maintenance).collect(),
        ),
    ];
    Page {
        title: shown.time.name.title.to_string(),
        about,
        parts: parts
            .into_iter()
            .filter(|part| !part.items.is_empty())
            .collect(),
    }
}

fn whole(shown: &ShownTeam) -> Item {
    let mut item = Item::default();
    item.together("owner", names(&shown.owner));
    item.lines("part of", shown.time.parent.iter().map(team));
    item.lines("teams below", shown.below.iter().map(team));
    item.say(
        "capacity",
        shown
            .time
            .capacity
            .as_ref()
            .map(|capacity| capacity.text.trim()),
    );
    item.together("plan", plan(shown).map(Said::Words));
    item.prose("because", shown.time.reason.as_deref());
    item.together("members", names(&shown.members));
    item.together("paths", names(&shown.paths));
    item.say("until", shown.time.until.map(|day| day.to_string()));
    item.together("formerly", names(&shown.formerly));
    item.prose("why", shown.texts.why.as_deref());
    item.prose("note", shown.texts.note.as_deref());
    item.prose("reason", shown.texts.reason.as_deref());
    item.together("labels", names(&shown.texts.labels));
    item.lines("links", each(&shown.texts.links));
    let path = shown.time.path.as_ref().zip(shown.time.line);
    item.say(
        "file",
        Some(path.map_or_else(
            || "none: the team is only named, or a folder below `teams`".to_owned(),
            |(path, line)| format!("{path}:{line}"),
        )),
    );
    item
}

fn team(name: &TeamName) -> Vec<Said> {
    vec![
        Said::name(format!("team:{}", name.id)),
        Said::words(name.title.as_str()),
    ]
}

/// How the time is meant to be split, where that is said.
fn plan(shown: &ShownTeam) -> impl Iterator<Item = String> + use<> {
    let plan = shown.time.plan.unwrap_or_default();
    let buckets = [
        ("strategic", plan.strategic),
        ("maintenance", plan.maintenance),
        ("operations", plan.operations),
    ];
    buckets.into_iter().filter_map(|(bucket, share)| {
        let share = words::percent(share?.value.value());
        Some(format!("{bucket} {share}"))
    })
}

fn objective(objective: &TeamObjective) -> Item {
    let mut title = vec![
        Said::words(objective.title.as_str()),
        Said::name(&objective.name),
    ];
    if objective.status != Status::Active {
        title.push(Said::words(objective.status.name()));
    }
    let cycle = objective.cycle.as_ref();
    title.extend(cycle.map(|cycle| Said::words(cycle.name.as_str())));
    let share = objective.share.as_ref().map(words::share);
    title.extend(share.map(|share| Said::words(format!("{share} of the time"))));
    Item {
        title: Some(title),
        fields: Vec::new(),
    }
}

fn maintenance(work: &MaintenanceItem) -> Item {
    let mut title = vec![Said::words(work.title.as_str())];
    title.extend(work.kind.map(|kind| Said::words(kind.name())));
    let share = work.share.map(|share| words::percent(share.value.value()));
    title.extend(share.map(|share| Said::words(format!("{share} of the time"))));
    title.extend(
        work.from
            .as_ref()
            .map(|from| Said::words(format!("for {}", from.value))),
    );
    title.extend(
        work.due
            .map(|due| Said::words(format!("due {}", due.value))),
    );
    let mut item = Item {
        title: Some(title),
        fields: Vec::new(),
    };
    item.lines(
        "links",
        work.links
            .iter()
            .map(|link| vec![Said::words(link.as_str())]),
    );
    item
}
