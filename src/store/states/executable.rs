//! States read by git itself, where libgit2 cannot open the repository, and the questions that git
//! understands better.

use std::cell::OnceCell;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use super::{
    CommitFacts, Entry, MAX_ENTRIES, Standing, States, below, commit, content, missing, no_commit,
    refuse_odd, too_many,
};
use crate::source::{BlobId, Content, MAX_FILE_BYTES};
use crate::store::{Git, GitError};

/// A repository that git is asked about.
pub(super) struct Executable {
    git: Git,
    folder: PathBuf,
    is_partial: OnceCell<bool>,
}

impl Executable {
    pub(super) fn open(folder: &Path) -> Result<Self, GitError> {
        let up = Git::at(folder).output(&["rev-parse", "--show-cdup"])?;
        let root = folder.join(String::from_utf8_lossy(&up).trim_end_matches('\n'));
        let root = root.canonicalize().unwrap_or(root);
        Ok(Self {
            git: Git::at(&root),
            folder: root,
            is_partial: OnceCell::new(),
        })
    }

    /// Why a blob is not there; asked only once, since it may be so for all of them.
    fn missing(&self) -> Content {
        let any = |pattern| {
            let found = self.git.output(&["config", "--get-regexp", pattern]);
            found.is_ok()
        };
        missing(
            *self.is_partial.get_or_init(|| {
                any(r"^extensions\.partialclone$") || any(r"^remote\..*\.promisor$")
            }),
        )
    }
}

impl States for Executable {
    fn reader(&self) -> &'static str {
        "git"
    }

    fn folder(&self) -> &Path {
        &self.folder
    }

    fn resolve(&self, revision: &str) -> Result<String, GitError> {
        resolve(&self.git, revision)
    }

    fn has_ref(&self, name: &str) -> Result<bool, GitError> {
        let places = places_of_ref(name);
        let mut args = vec!["for-each-ref", "--format=%(refname)"];
        args.extend(places.iter().map(String::as_str));
        // It takes the places for beginnings and patterns too, so that the names decide.
        let found = self.git.output(&args)?;
        let found = String::from_utf8_lossy(&found);
        Ok(found
            .lines()
            .any(|found| places.iter().any(|place| place == found)))
    }

    fn facts(&self, commit: &str) -> Result<CommitFacts, GitError> {
        let raw = self.git.output(&["cat-file", "commit", commit])?;
        Ok(commit::facts(commit, &raw))
    }

    fn merge_base(&self, a: &str, b: &str) -> Result<Option<String>, GitError> {
        match self.git.answer(&["merge-base", a, b])? {
            Some(id) => Ok(Some(line(&id))),
            None => no_base(&self.folder, &self.git.boundary()?, a, b),
        }
    }

    fn standing(&self, commit: &str, path: &str) -> Result<Option<Standing>, GitError> {
        if path.is_empty() {
            let tree = format!("{commit}^{{tree}}");
            let id = self.git.output(&["rev-parse", "--verify", &tree])?;
            return Ok(Some(Standing::Folder(line(&id))));
        }
        let out = self.git.output(&[
            "--literal-pathspecs",
            "ls-tree",
            "-z",
            "--full-tree",
            commit,
            "--",
            path,
        ])?;
        let mut listed = out.split(|byte| *byte == 0).filter_map(listed);
        Ok(listed
            .find(|(_, found)| *found == path.as_bytes())
            .map(|(standing, _)| standing))
    }

    fn entries(
        &self,
        commit: &str,
        folder: &str,
        enters: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<Entry>, GitError> {
        let Some(Standing::Folder(id)) = self.standing(commit, folder)? else {
            return Ok(Vec::new());
        };
        let mut files = Vec::new();
        let mut seen = 0_usize;
        let mut wanted = Wanted::new(enters);
        self.git
            .stream(&["ls-tree", "-r", "-z", "--full-tree", &id], |out| {
                let mut line = Vec::new();
                while seen <= MAX_ENTRIES && out.read_until(0, &mut line)? > 0 {
                    seen += 1;
                    line.pop();
                    if let Some((Standing::File(blob), path)) = listed(&line) {
                        let path = String::from_utf8_lossy(path);
                        if wanted.holds(&path) {
                            files.push(Entry {
                                path: below(folder, &path),
                                blob,
                            });
                        }
                    }
                    line.clear();
                }
                Ok(())
            })?;
        if seen > MAX_ENTRIES {
            return Err(too_many(commit));
        }
        files.sort();
        Ok(files)
    }

    fn blobs(
        &self,
        ids: &[BlobId],
        each: &mut dyn FnMut(&BlobId, Content),
    ) -> Result<(), GitError> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut asked = String::new();
        for id in ids {
            asked.push_str(&id.0);
            asked.push('\n');
        }
        self.git.feed(
            &["cat-file", "--batch", "--buffer"],
            asked.as_bytes(),
            |out| {
                ids.iter().try_for_each(|id| {
                    let content = next_blob(out)?.unwrap_or_else(|| self.missing());
                    each(id, content);
                    Ok(())
                })
            },
        )
    }
}

/// The commit that git takes `revision` for.
pub(super) fn resolve(git: &Git, revision: &str) -> Result<String, GitError> {
    refuse_odd(revision)?;
    let ask = |what: &str| {
        let found = git.answer(&["rev-parse", "--verify", "--quiet", what])?;
        // `^main` is answered too, by an id that is shut out.
        Ok(found.map(|id| line(&id)).filter(|id| is_id(id)))
    };
    let as_commit = |name: &str| ask(&format!("{name}^{{commit}}"));
    // What follows `:/` is looked for as it stands, so that it is asked for in two steps.
    let found = match revision.starts_with(":/") {
        true => match ask(revision)? {
            Some(id) => as_commit(&id)?,
            None => None,
        },
        false => as_commit(revision)?,
    };
    if let Some(id) = found {
        return Ok(id);
    }
    match ask(revision)? {
        Some(id) if ask(&format!("{id}^{{object}}"))?.is_some() => Err(no_commit(
            revision,
            "is something that git has, but no commit; `REVISION:PATH` names a file",
        )),
        _ => Err(unknown(git, revision)?),
    }
}

/// Where git looks for a ref by its name, as `gitrevisions` lists it.
pub(super) fn places_of_ref(name: &str) -> [String; 5] {
    [
        format!("refs/{name}"),
        format!("refs/tags/{name}"),
        format!("refs/heads/{name}"),
        format!("refs/remotes/{name}"),
        format!("refs/remotes/{name}/HEAD"),
    ]
}

/// What it means that two commits have no base: nothing, or that the clone ends too early.
pub(super) fn no_base(
    folder: &Path,
    boundary: &[String],
    a: &str,
    b: &str,
) -> Result<Option<String>, GitError> {
    match boundary.is_empty() {
        true => Ok(None),
        false => Err(GitError::Shallow {
            folder: folder.to_owned(),
            what: format!("where {} and {} parted is missing", short(a), short(b)),
        }),
    }
}

/// Why a revision means nothing.
fn unknown(git: &Git, revision: &str) -> Result<GitError, GitError> {
    let head = git.answer(&["rev-parse", "--verify", "--quiet", "HEAD"])?;
    let of_head = revision.starts_with("HEAD") || revision.starts_with('@');
    if head.is_none() && (of_head || git.output(&["for-each-ref", "--count=1"])?.is_empty()) {
        return Ok(GitError::NoCommits(git.folder().to_owned()));
    }
    let folder = git.folder().display();
    let why = match git.boundary()?.is_empty() {
        true => format!(
            "names no commit of {folder}: it is no branch, tag or id there, or an id that several begin with; `git fetch --tags origin '+refs/heads/*:refs/remotes/origin/*'` brings what others have pushed"
        ),
        false => format!(
            "names no commit of {folder}, which is a shallow clone; fetch the rest with `git fetch --unshallow --tags origin '+refs/heads/*:refs/remotes/origin/*'` (in CI: `fetch-depth: 0`)"
        ),
    };
    Ok(no_commit(revision, why))
}

/// Reads one answer of `cat-file --batch`; nothing where the object is missing.
fn next_blob(out: &mut dyn BufRead) -> io::Result<Option<Content>> {
    let mut header = String::new();
    if out.read_line(&mut header)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut words = header.split_whitespace().skip(1);
    let (kind, size) = (words.next(), words.next());
    let Some(size) = size.and_then(|size| size.parse::<u64>().ok()) else {
        return Ok(None);
    };
    // A line feed ends what was printed of it.
    let mut whole = out.take(size.saturating_add(1));
    let content = match kind {
        Some("blob") if size <= MAX_FILE_BYTES => {
            let mut bytes = Vec::new();
            whole.read_to_end(&mut bytes)?;
            bytes.pop();
            content(bytes)
        }
        Some("blob") => Content::TooLarge(size),
        _ => Content::Unreadable("it is no file".to_owned()),
    };
    io::copy(&mut whole, &mut io::sink())?;
    Ok(Some(content))
}

/// Reads a line of `ls-tree`: `MODE KIND ID`, a tabulator, and the path.
fn listed(line: &[u8]) -> Option<(Standing, &[u8])> {
    let tab = line.iter().position(|byte| *byte == b'\t')?;
    let (what, path) = (line.get(..tab)?, line.get(tab + 1..)?);
    let mut words = std::str::from_utf8(what).ok()?.split(' ');
    let (mode, _, id) = (words.next()?, words.next()?, words.next()?);
    let standing = match mode {
        "040000" => Standing::Folder(id.to_owned()),
        mode if mode.starts_with("100") => Standing::File(BlobId(id.to_owned())),
        _ => Standing::Other,
    };
    Some((standing, path))
}

/// Which of the files that come in order lie in folders that are wanted, asked once for a folder.
struct Wanted<'f> {
    enters: &'f dyn Fn(&str) -> bool,
    folder: String,
    is_wanted: bool,
}

impl<'f> Wanted<'f> {
    fn new(enters: &'f dyn Fn(&str) -> bool) -> Self {
        Self {
            enters,
            folder: String::new(),
            is_wanted: true,
        }
    }

    fn holds(&mut self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != self.folder {
            self.is_wanted = folder
                .match_indices('/')
                .map(|(end, _)| folder.get(..end).unwrap_or(folder))
                .chain((!folder.is_empty()).then_some(folder))
                .all(self.enters);
            folder.clone_into(&mut self.folder);
        }
        self.is_wanted
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end().to_owned()
}

fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}
