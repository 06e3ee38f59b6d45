//! Who does it, with what time: teams, their buckets and maintenance.

use crate::model::{BucketPlan, Common, MaintenanceItem, Team};
use crate::parse::shape::{Described, Field, Shape};

impl Described for Team {
    const WHAT: &'static str = "a team";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "team",
            &["squad", "name"],
            Shape::Title(|t| &mut t.title),
            "Onboarding & Discovery",
            "what the team is called",
        ),
        Field::new(
            "parent",
            &["reports_to", "department", "tribe"],
            Shape::Id(|t| &mut t.parent),
            "product",
            "the team above, by id; default: the team in the nearest folder above",
        ),
        Field::new(
            "members",
            &["people", "member", "persons"],
            Shape::Members(|t| &mut t.members),
            "[priya@example.com, jun@example.com]",
            "e-mail addresses or names as in git, through `.mailmap`: whose commits are the team's",
        ),
        Field::new(
            "paths",
            &["path", "code", "files"],
            Shape::Texts(|t| &mut t.paths),
            "[services/onboarding/**]",
            "globs of the code the team works on",
        ),
        Field::new(
            "capacity",
            &["headcount", "size", "fte"],
            Shape::People(|t| &mut t.capacity),
            "6 people",
            "how many people it has, without the teams below it",
        ),
        Field::new(
            "allocation",
            &["time", "split", "buckets"],
            Shape::BucketPlan(|t| &mut t.allocation),
            "{strategic: 80%, maintenance: 20%}",
            "how its time is meant to be split between the buckets, 100% together",
        ),
        Field::new(
            "allocation_reason",
            &[],
            Shape::Text(|t| &mut t.allocation_reason),
            "The payment provider is shut down in March.",
            "why that departs from the policy",
        ),
        Field::new(
            "maintenance",
            &["upkeep", "keep_the_lights_on"],
            Shape::MaintenanceItems(|t| &mut t.maintenance),
            "[{title: Player crashes on resume, kind: bug, share: 8%}]",
            "what the maintenance bucket is meant for",
        ),
        Field::new(
            "cycle",
            &["period", "quarter"],
            Shape::Text(|t| &mut t.cycle),
            "2026-Q1",
            "the cycle this plan is for; default: the folder's, else it is the standing plan",
        ),
        Field::new(
            "formerly",
            &["former_ids", "previously", "aka"],
            Shape::Ids(|t| &mut t.formerly),
            "[welcome]",
            "old ids that still refer to it",
        ),
        Field::new(
            "until",
            &["end", "ended"],
            Shape::Date(|t| &mut t.until),
            "2026-06-30",
            "its last day",
        ),
    ];

    fn common(&mut self) -> Option<&mut Common> {
        Some(&mut self.common)
    }
}

impl Described for BucketPlan {
    const WHAT: &'static str = "an allocation";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "strategic",
            &["okr", "okrs", "objectives", "strategy"],
            Shape::Share(|b| &mut b.strategic),
            "80%",
            "the share for work on objectives",
        ),
        Field::new(
            "maintenance",
            &["upkeep", "support", "bugs"],
            Shape::Share(|b| &mut b.maintenance),
            "20%",
            "the share for bugs, technical debt, requests and promises",
        ),
        Field::new(
            "operations",
            &["bau", "business_as_usual", "ops", "run"],
            Shape::Share(|b| &mut b.operations),
            "10%",
            "the share for recurring work that is the team's job",
        ),
    ];
}

impl Described for MaintenanceItem {
    const WHAT: &'static str = "a maintenance item";
    const FIELDS: &'static [Field<Self>] = &[
        Field::new(
            "title",
            &["name", "what"],
            Shape::Title(|m| &mut m.title),
            "Player crashes on resume",
            "what it is",
        ),
        Field::new(
            "kind",
            &["type"],
            Shape::MaintenanceKind(|m| &mut m.kind),
            "bug",
            "which of the four kinds of upkeep it is",
        ),
        Field::new(
            "share",
            &["allocation", "time", "effort"],
            Shape::Share(|m| &mut m.share),
            "8%",
            "the share of the team's whole time it takes",
        ),
        Field::new(
            "from",
            &["requester", "requested_by", "for"],
            Shape::Text(|m| &mut m.from),
            "support",
            "who asked for it",
        ),
        Field::new(
            "due",
            &["deadline", "by", "due_date"],
            Shape::Date(|m| &mut m.due),
            "2026-03-15",
            "the day it was promised for",
        ),
        Field::new(
            "links",
            &["link", "url", "urls"],
            Shape::Texts(|m| &mut m.links),
            "[https://example.com/ticket/7]",
            "addresses of what belongs to it",
        ),
    ];
}
