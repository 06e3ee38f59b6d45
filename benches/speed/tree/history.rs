//! Repositories to measure with: a tree over its eight quarters, and two commits that differ a
//! little. They are written as streams for `git fast-import`.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::objective::changes;
use super::organisation::{File, Kind, Organisation, Place};
use super::times::{CLOSING, CYCLES, Moment, WEEKS, first_day};

/// The repository in which the tree of so many files came to be: a commit in which each cycle
/// begins, one of every department in each week with its check-ins and some goalposts that move, and
/// one of every department that closes the cycle before. Its last commit is the tree as written.
pub fn quarters(folder: &Path, files: usize) -> Organisation {
    let all = Organisation::new(files);
    import(folder, |stream| {
        let standing: Vec<&File> = all
            .files
            .iter()
            .filter(|file| !matches!(file.kind, Kind::Objective(_)))
            .collect();
        let start = Moment { cycle: 0, week: 0 };
        commit(stream, first_day(0), "Teams, goals and what we look after");
        add(stream, &all, &standing, start);
        for cycle in all.cycles.clone() {
            quarter(stream, &all, cycle);
        }
    });
    all
}

/// A repository of two commits of the tree of so many files, of which the second changes one file in
/// a hundred.
pub fn two_commits(folder: &Path, files: usize) {
    let all = Organisation::new(files);
    let week = |week| Moment {
        week,
        ..Moment::now()
    };
    let running = objectives(&all, Moment::now().cycle);
    let changed: Vec<&File> = running
        .iter()
        .filter(|(_, place)| changes(*place, 7))
        .map(|(file, _)| *file)
        .take(files / 100)
        .collect();
    import(folder, |stream| {
        let every: Vec<&File> = all.files.iter().collect();
        commit(stream, week(6).day(), "The whole tree");
        add(stream, &all, &every, week(6));
        commit(stream, week(7).day(), "A week later");
        add(stream, &all, &changed, week(7));
    });
}

/// Runs `git fast-import` on what `write` gives it, in a new repository, and packs and checks out
/// what came of it.
pub fn import(folder: &Path, write: impl FnOnce(&mut BufWriter<ChildStdin>)) {
    std::fs::create_dir_all(folder).unwrap();
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.current_dir(folder).args(args).stdout(Stdio::null());
        git
    };
    let run = |args: &[&str]| assert!(git(args).status().unwrap().success(), "git {args:?}");
    run(&["init", "-q", "-b", "main"]);
    let mut importing = git(&["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stream = BufWriter::new(importing.stdin.take().unwrap());
    write(&mut stream);
    stream.flush().unwrap();
    drop(stream);
    assert!(importing.wait().unwrap().success());
    run(&["reset", "-q", "--hard"]);
    run(&["repack", "-adq"]);
}

/// The commits from the first day of a cycle to the next, or to the week in which the tree is read.
fn quarter(stream: &mut impl Write, all: &Organisation, cycle: usize) {
    let now = Moment::now();
    let week = |week| Moment { cycle, week };
    let objectives_of = |cycle| objectives(all, cycle);
    let running = objectives_of(cycle);
    let every: Vec<&File> = running.iter().map(|(file, _)| *file).collect();
    commit(stream, first_day(cycle), &format!("Plan {}", CYCLES[cycle]));
    add(stream, all, &every, week(0));
    let departments = by_department(all, running);
    let before = match cycle > all.cycles.start {
        true => by_department(all, objectives_of(cycle - 1)),
        false => BTreeMap::new(),
    };
    for then in (1..WEEKS).map(week).take_while(|then| *then <= now) {
        for (department, objectives) in &departments {
            let changed: Vec<&File> = objectives
                .iter()
                .filter(|(_, place)| changes(*place, then.week))
                .map(|(file, _)| *file)
                .collect();
            if !changed.is_empty() {
                let subject = format!("Check-in of department {department}, week {}", then.week);
                commit(stream, then.day(), &subject);
                add(stream, all, &changed, then);
            }
        }
        if then.week == CLOSING {
            for (department, objectives) in &before {
                let closed: Vec<&File> = objectives.iter().map(|(file, _)| *file).collect();
                let subject = format!("Close {} of department {department}", CYCLES[cycle - 1]);
                commit(stream, then.day(), &subject);
                add(stream, all, &closed, then);
            }
        }
    }
}

fn objectives(all: &Organisation, of: usize) -> Vec<(&File, Place)> {
    let files = all.files.iter();
    files
        .filter_map(|file| match file.kind {
            Kind::Objective(place) if place.cycle == of => Some((file, place)),
            _ => None,
        })
        .collect()
}

/// The objectives by the department that they belong to: a team's is that of the team above.
fn by_department<'a>(
    all: &Organisation,
    objectives: Vec<(&'a File, Place)>,
) -> BTreeMap<usize, Vec<(&'a File, Place)>> {
    let mut departments: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for (file, place) in objectives {
        let department = place.team.map_or(0, |team| match all.teams[team].level {
            2 => all.teams[team].parent.unwrap_or(team),
            _ => team,
        });
        departments
            .entry(department)
            .or_default()
            .push((file, place));
    }
    departments
}

/// Begins a commit on that day.
fn commit(stream: &mut impl Write, day: Date, subject: &str) {
    let noon = day
        .at(12, 0, 0, 0)
        .to_zoned(TimeZone::UTC)
        .unwrap()
        .timestamp();
    let (seconds, length) = (noon.as_second(), subject.len());
    write!(
        stream,
        "commit refs/heads/main\ncommitter A <a@example.com> {seconds} +0000\ndata {length}\n{subject}\n"
    )
    .unwrap();
}

/// Adds files to the commit that was begun, as they stand at that moment.
fn add(stream: &mut impl Write, all: &Organisation, files: &[&File], then: Moment) {
    for file in files {
        let text = all.text(file, then);
        // A path in quotes may hold anything but quotes and backslashes, and no path here does.
        write!(
            stream,
            "M 100644 inline \"{}\"\ndata {}\n{text}\n",
            file.path,
            text.len()
        )
        .unwrap();
    }
}
