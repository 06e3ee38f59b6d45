//! Reads what files hold that git keeps, and what they say.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

use crate::cli::files::{input, is_config, parsed};
use crate::cli::state::Repository;
use crate::parse::{self, Parsed};
use crate::snapshot::Input;
use crate::source::{BlobId, Content};
use crate::store::{GitError, Root};

/// How many threads parse what a history holds.
const PARSERS: usize = 2;

/// How many files may wait for each, which bounds the memory.
const AHEAD: usize = 32;

impl Repository {
    /// These files, read and parsed where they are not known yet.
    ///
    /// # Errors
    /// Where nothing can be read at all.
    pub fn inputs(
        &mut self,
        root: &Root,
        files: &BTreeMap<String, BlobId>,
    ) -> Result<Vec<Input>, GitError> {
        /// So many files are worth a thread.
        const MANY: usize = 64;
        // One content can stand in both kinds of file: an empty one often does.
        // In the order of their paths, in which a pack holds them near each other.
        let unread = |of_config: bool| -> Vec<BlobId> {
            let mut met = HashSet::new();
            files
                .iter()
                .filter(|(path, _)| is_config(path) == of_config)
                .map(|(_, blob)| blob)
                .filter(|blob| !self.known.contains_key(&(of_config, (*blob).clone())))
                .filter(|blob| met.insert(*blob))
                .cloned()
                .collect()
        };
        let (documents, configs) = (unread(false), unread(true));
        if documents.len() > MANY {
            let contents = self.contents(&documents)?;
            let known = contents.into_iter();
            self.known
                .extend(known.map(|(blob, parsed)| ((false, blob), parsed)));
        } else {
            self.read(&documents, false)?;
        }
        self.read(&configs, true)?;
        Ok(files
            .iter()
            .filter_map(|(path, blob)| {
                let key = (is_config(path), blob.clone());
                let parsed = self.known.get(&key)?.clone();
                Some(input(root, path.clone(), parsed))
            })
            .collect())
    }

    fn read(&mut self, blobs: &[BlobId], are_configs: bool) -> Result<(), GitError> {
        let known = &mut self.known;
        self.states.blobs(blobs, &mut |blob, content| {
            let key = (are_configs, blob.clone());
            known.insert(key, parsed(&content, are_configs));
        })
    }

    /// What files say whose contents are `blobs`, without keeping it: histories are longer than
    /// memory is large.
    ///
    /// # Errors
    /// Where nothing can be read at all.
    pub fn contents(&self, blobs: &[BlobId]) -> Result<HashMap<BlobId, Arc<Parsed>>, GitError> {
        // Understanding what is read takes longer than reading it, so that it goes on beside.
        let mut contents = HashMap::with_capacity(blobs.len());
        thread::scope(|scope| {
            let parsers: Vec<_> = (0..PARSERS)
                .filter_map(|_| {
                    let (sender, receiver) = sync_channel::<(BlobId, Content)>(AHEAD);
                    let all = move || {
                        let parsed = |(blob, content)| (blob, Arc::new(parse::file(&content)));
                        receiver.into_iter().map(parsed).collect::<Vec<_>>()
                    };
                    let parser = thread::Builder::new().spawn_scoped(scope, all);
                    Some((sender, parser.ok()?))
                })
                .collect();
            let mut turn = parsers.iter().map(|(sender, _)| sender).cycle();
            let outcome = self.states.blobs(blobs, &mut |blob, content| {
                match turn.next() {
                    // Parsers take what comes until there is no more.
                    Some(sender) => drop(sender.send((blob.clone(), content))),
                    // Where no more threads are allowed, this one parses.
                    None => {
                        contents.insert(blob.clone(), Arc::new(parse::file(&content)));
                    }
                }
            });
            for (sender, parser) in parsers {
                drop(sender);
                contents.extend(parser.join().unwrap_or_default());
            }
            outcome
        })?;
        Ok(contents)
    }

    /// Those of `blobs` in which `text` stands.
    ///
    /// # Errors
    /// Where nothing can be read at all.
    pub fn holding(&self, blobs: &[BlobId], text: &str) -> Result<HashSet<BlobId>, GitError> {
        let mut holding = HashSet::new();
        self.states.blobs(blobs, &mut |blob, content| {
            if let Content::Bytes(bytes) = content
                && String::from_utf8_lossy(&bytes).contains(text)
            {
                holding.insert(blob.clone());
            }
        })?;
        Ok(holding)
    }
}
