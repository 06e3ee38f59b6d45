//! What the file of an objective says, week by week.

use std::fmt::Write as _;

use super::key_result::{self, Course};
use super::organisation::{Organisation, Place, is_a_desk, places};
use super::random::Random;
use super::times::{Moment, Standing, WEEKS, standing};
use super::words::{self, Voice};

/// The week in which some of the targets are eased.
const EASED: usize = 5;

/// What the file says at that moment.
pub fn text(all: &Organisation, place: Place, then: Moment) -> String {
    let voice = voice(all, place);
    // Two cycles share their words: the objective is carried on, with other numbers.
    let mut random = Random::new(&[5, whose(place), place.number, place.cycle / 2]);
    let mut text = match random.below(3) {
        0 => format!("# {}\n", voice.remark),
        _ => String::new(),
    };
    let _ = writeln!(
        text,
        "objective: {} {} {}",
        random.pick(voice.audiences),
        random.pick(voice.outcomes),
        random.pick(voice.contexts),
    );
    let _ = writeln!(text, "parent: {}", parent(all, place));
    match place.team {
        None => text.push_str("owner: [ceo, the board]\n"),
        Some(team) => {
            let company = team * 3 + place.number;
            if company.is_multiple_of(2) {
                let _ = writeln!(text, "contributes_to: {}", of_the_company(all, company / 2));
            }
            let share = share(team, place.number);
            let _ = writeln!(text, "owner: lead-{team}\nallocation: {share}");
        }
    }
    if is_committed(place) {
        text.push_str("commitment: committed\n");
    }
    let _ = writeln!(text, "why: |\n  {}", random.pick(voice.notes));
    closing(&mut text, place, then, voice);
    text.push_str("key_results:\n");
    let sibling = place.team.filter(|_| place.number > 0).map(|_| {
        let number = 0;
        format!("{}/{}", all.id(Place { number, ..place }), voice.names[0])
    });
    for position in 0..key_results(place) {
        let course = course(place, position, then);
        key_result::write(&mut text, voice, &mut random, &course);
        if position == 0 && place.team.is_some() {
            text.push_str("    guardrails: [reliable]\n");
        }
        if let (1, Some(sibling)) = (position, &sibling) {
            let _ = writeln!(text, "    depends_on: [{sibling}]");
        }
    }
    text
}

/// Whether the file changes in that week of its own cycle: half of them do, in turns.
pub fn changes(place: Place, week: usize) -> bool {
    is_week_of(place, week) || (week == EASED && is_eased(place))
}

/// How many key results there are.
fn key_results(place: Place) -> usize {
    match place.team {
        None => 4,
        Some(team) if (team + place.number).is_multiple_of(2) => 4,
        Some(_) => 3,
    }
}

fn voice(all: &Organisation, place: Place) -> &'static Voice {
    place
        .team
        .map_or_else(|| words::voice(0), |team| all.teams[team].voice)
}

fn whose(place: Place) -> usize {
    place.team.map_or(0, |team| team + 1)
}

/// A key result of the team above, now and then one of the company or the team's own kpi.
fn parent(all: &Organisation, place: Place) -> String {
    let mut random = Random::new(&[6, whose(place), place.number, place.cycle]);
    let Some(team) = place.team else {
        return format!("goal-{}", place.number % all.goals);
    };
    match all.teams[team].parent {
        _ if random.below(30) == 0 => "reliable".to_owned(),
        Some(above) if random.below(5) > 0 => {
            let numbers = places(above, place.cycle).count();
            let number = random.below(numbers);
            let team = Some(above);
            let place = Place {
                team,
                number,
                ..place
            };
            let names = all.teams[above].voice.names;
            let name = names[random.below(key_results(place))];
            format!("{}:{}/{name}", all.teams[above].id, all.id(place))
        }
        _ => of_the_company(all, random.below(20)),
    }
}

/// One of the company's key results, all of them in turns.
fn of_the_company(all: &Organisation, number: usize) -> String {
    let name = words::voice(0).names[number / all.goals % 4];
    format!("company-{}/{name}", number % all.goals)
}

/// Together they take all of the strategic time.
fn share(team: usize, number: usize) -> &'static str {
    let shares = match (is_a_desk(team), team.is_multiple_of(2)) {
        (false, true) => ["50%", "30%", ""],
        (false, false) => ["40%", "20%", "20%"],
        (true, true) => ["25%", "15%", ""],
        (true, false) => ["20%", "10%", "10%"],
    };
    shares[number]
}

fn is_committed(place: Place) -> bool {
    Random::new(&[7, whose(place), place.number]).below(5) == 0
}

/// Whether one of its targets is made easier in the middle of the cycle.
fn is_eased(place: Place) -> bool {
    Random::new(&[8, whose(place), place.number, place.cycle]).below(30) == 0
}

fn is_week_of(place: Place, week: usize) -> bool {
    week > 0 && (whose(place) + place.number + week).is_multiple_of(2)
}

/// How far a key result has come.
fn course(place: Place, position: usize, then: Moment) -> Course {
    let seeds = [9, whose(place), place.number, place.cycle, position];
    let mut random = Random::new(&seeds);
    let pace = match random.below(200) {
        0 => 300,
        _ => 800 + random.below(450),
    };
    let (weeks, is_closed) = match standing(place.cycle, then) {
        Standing::Closed => (WEEKS, true),
        Standing::Running(weeks) => (weeks, false),
    };
    let kept: Vec<usize> = (1..=weeks)
        .filter(|week| is_week_of(place, *week))
        .collect();
    let last = match is_closed {
        true => WEEKS,
        false => kept.last().copied().unwrap_or(0),
    };
    Course {
        position,
        cycle: place.cycle,
        numbers: random,
        pace,
        last,
        kept,
        is_eased: position == 0 && weeks >= EASED && is_eased(place),
    }
}

/// What is written down two weeks into the next cycle.
fn closing(text: &mut String, place: Place, then: Moment, voice: &Voice) {
    if standing(place.cycle, then) != Standing::Closed {
        return;
    }
    let seeds = [10, whose(place), place.number, place.cycle];
    let mut random = Random::new(&seeds);
    let score = 40 + random.below(70);
    let enough = if is_committed(place) { 100 } else { 70 };
    let result = random.pick(voice.notes);
    let _ = match random.below(20) {
        0 => writeln!(text, "status: dropped\nreason: {result}"),
        _ => {
            let status = if score < enough { "missed" } else { "achieved" };
            writeln!(
                text,
                "status: {status}\nscore: {}.{:02}\nresult: {result}",
                score / 100,
                score % 100
            )
        }
    };
}
