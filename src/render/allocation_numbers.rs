//! The numbers of where time goes as they are printed for people: with as few digits as they have,
//! and so that they add up.

use std::collections::HashSet;

use rust_decimal::Decimal;

use crate::measure::exact::Exact;
use crate::render::allocation_lines::{self as lines, Bucket, Entry, What};
use crate::render::apportion::{Cell, Digits, is_exact, nested};
use crate::snapshot::NodeId;
use crate::views::Allocation;

/// The numbers of a line as they are printed. With those of its neighbours they add up to what
/// stands above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Printed {
    /// The planned share, in percent.
    pub planned: Option<Decimal>,
    /// How many people that is.
    pub people: Option<Decimal>,
    /// The share really spent, in percent.
    pub spent: Option<Decimal>,
    /// How many points more was spent than planned; of what has a place in the plan only.
    pub off: Option<Decimal>,
}

/// What is the same for all numbers of an output.
#[derive(Debug, Clone)]
pub struct Numbers {
    /// How many digits numbers of people have.
    pub people: Digits,
    /// The goals, which commits may name too.
    goals: HashSet<NodeId>,
}

impl Numbers {
    /// Looks at all that there is to print.
    pub fn new(allocation: &Allocation) -> Self {
        let teams = allocation.teams.iter().flat_map(lines::team);
        let all = teams
            .chain(lines::total(allocation))
            .chain(lines::goals(allocation));
        let most = Digits::FEW.most;
        let is_short = |people: Exact| is_exact(&people, most);
        // The column of people stands beside all of it, so that it is the same in all of it.
        let people = match all.filter_map(|entry| entry.people).all(is_short) {
            true => Digits::FEW,
            false => Digits::up_to(Digits::FEW.rounded),
        };
        let goals = allocation.investment.goals.iter().map(|goal| goal.node);
        Self {
            people,
            goals: goals.collect(),
        }
    }

    /// Whether commits were for a business goal rather than for an objective.
    pub fn is_goal(&self, what: What<'_>) -> bool {
        match what {
            What::Subject(subject) => self.goals.contains(&subject.place.node),
            _ => false,
        }
    }

    /// The numbers of `entries`.
    pub fn printed(&self, entries: &[Entry<'_>]) -> Vec<Printed> {
        let percent = |share: &Option<Exact>| Some(share.as_ref()? * &hundred());
        let planned: Vec<Cell> = entries
            .iter()
            .map(|entry| Cell {
                depth: entry.depth,
                amount: percent(&entry.planned),
                is_written: entry.is_written,
            })
            .collect();
        let planned = nested(&planned, Digits::FEW);
        let people = column(entries, self.people, |entry| entry.people.clone());
        let spent = column(entries, Digits::FEW, |entry| percent(&entry.spent));
        let columns = planned.into_iter().zip(people).zip(spent).zip(entries);
        columns
            .map(|(((planned, people), spent), entry)| Printed {
                planned,
                people,
                spent,
                off: off(entry, planned, spent),
            })
            .collect()
    }

    /// The numbers of all teams together. What they spent is compared with their plan only where
    /// nobody else's time is in it.
    pub fn of_total(&self, allocation: &Allocation, entries: &[Entry<'_>]) -> Vec<Printed> {
        let mut printed = self.printed(entries);
        if outsiders(allocation).is_some() {
            printed.iter_mut().for_each(|printed| printed.off = None);
        }
        printed
    }

    /// The numbers of what the time serves, so that the buckets are those of all teams together.
    pub fn of_goals(&self, allocation: &Allocation, entries: &[Entry<'_>]) -> Vec<Printed> {
        let shares = allocation.total.shares();
        let people = Some(&allocation.total.people);
        let [strategic, ..] = lines::buckets(shares.as_ref(), people, None);
        let below = entries.iter().map(|entry| Entry {
            depth: match entry.bucket {
                Bucket::Strategic => entry.depth + 1,
                _ => entry.depth,
            },
            ..entry.clone()
        });
        let tree: Vec<Entry<'_>> = std::iter::once(strategic).chain(below).collect();
        self.printed(&tree).into_iter().skip(1).collect()
    }

    /// A number of people that is no part of others.
    pub fn whole(&self, people: &Exact) -> Decimal {
        Digits::FEW.print(people)
    }
}

/// One column of numbers that add up.
pub fn column<'v>(
    entries: &[Entry<'v>],
    digits: Digits,
    amount: impl Fn(&Entry<'v>) -> Option<Exact>,
) -> Vec<Option<Decimal>> {
    let cells: Vec<Cell> = entries
        .iter()
        .map(|entry| Cell {
            depth: entry.depth,
            amount: amount(entry),
            is_written: false,
        })
        .collect();
    nested(&cells, digits)
}

/// The time of people in no team, where it is part of the whole.
pub fn outsiders(allocation: &Allocation) -> Option<&Exact> {
    let no_team = allocation.actual.as_ref()?.no_team.as_ref()?;
    Some(&no_team.author_days).filter(|days| !days.is_zero())
}

fn off(entry: &Entry<'_>, planned: Option<Decimal>, spent: Option<Decimal>) -> Option<Decimal> {
    let has_plan = matches!(entry.what, What::Bucket) && entry.bucket != Bucket::Uncategorised;
    spent?.checked_sub(planned?).filter(|_| has_plan)
}

fn hundred() -> Exact {
    Exact::from(Decimal::ONE_HUNDRED)
}
