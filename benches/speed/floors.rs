//! What nobody can be faster than: the files read one after the other, and the bare events of the
//! parser over their texts; and the parts of a check that can be run alone. All on one thread.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use granit_parser::{Event, Parser};

use super::measure::{Cost, cost_of};
use super::tree::Organisation;

/// A tree on the disk.
pub struct Files {
    pub folder: PathBuf,
    paths: Vec<PathBuf>,
    bytes: usize,
}

impl Files {
    /// The tree as it was written below `folder`.
    pub fn new(folder: &Path, organisation: &Organisation) -> Self {
        let files = organisation.files.iter();
        let mut paths: Vec<PathBuf> = files.map(|file| folder.join(&file.path)).collect();
        // In the order of a walk, in which the folders lie near each other.
        paths.sort();
        let bytes = paths.iter().map(|path| fs::read(path).unwrap().len()).sum();
        Self {
            folder: folder.to_owned(),
            paths,
            bytes,
        }
    }

    pub fn count(&self) -> usize {
        self.paths.len()
    }

    /// How long a file is on average, in bytes.
    pub fn average(&self) -> usize {
        self.bytes / self.count()
    }

    /// Reads each file whole, without looking for it.
    pub fn read(&self) -> Cost {
        cost_of(|| {
            for path in &self.paths {
                black_box(fs::read(path).unwrap());
            }
        })
    }

    /// Asks the parser for the events of every text, and drops them.
    pub fn scan(&self) -> Cost {
        self.over_texts(|text| {
            let mut parser = Parser::new_from_str(text);
            while let Some(Ok((event, _))) = parser.next_event() {
                if matches!(black_box(&event), Event::StreamEnd) {
                    break;
                }
            }
        })
    }

    /// Makes trees of YAML of the texts, as the program does.
    pub fn trees(&self) -> Cost {
        self.over_texts(|text| drop(black_box(okr::parse::yaml::read(text.as_bytes()))))
    }

    /// Makes documents of the texts, of which the trees are a part.
    pub fn documents(&self) -> Cost {
        self.over_texts(|text| drop(black_box(okr::parse::documents(text.as_bytes()))))
    }

    /// What it costs to do something with every text, once it is read.
    fn over_texts(&self, work: impl Fn(&str)) -> Cost {
        let texts = self.paths.iter().map(fs::read_to_string);
        let texts: Vec<String> = texts.map(Result::unwrap).collect();
        cost_of(|| texts.iter().map(String::as_str).for_each(work))
    }
}
