//! Paths as a person at a prompt would type them.

/// From where paths are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paths {
    /// The folder of the run from the root of the repository, with `/`; empty for the root itself.
    pub from: String,
}

impl Paths {
    /// `path`, which starts at the root of the repository, as seen from the folder of the run.
    #[must_use]
    pub fn show(&self, path: &str) -> String {
        let here: Vec<&str> = self
            .from
            .split('/')
            .filter(|part| !part.is_empty())
            .collect();
        let there: Vec<&str> = path.split('/').collect();
        let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
        let up = std::iter::repeat_n("..", here.len() - shared);
        up.chain(there.into_iter().skip(shared))
            .collect::<Vec<_>>()
            .join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_folder_of_the_run() {
        let show = |from: &str, path: &str| {
            Paths {
                from: from.to_owned(),
            }
            .show(path)
        };
        assert_eq!(show("", "okrs/a.yaml"), "okrs/a.yaml");
        assert_eq!(show("okrs", "okrs/a.yaml"), "a.yaml");
        assert_eq!(
            show("okrs/teams/web", "okrs/goals/a.yaml"),
            "../../goals/a.yaml"
        );
        assert_eq!(show("src", "okrs/a.yaml"), "../okrs/a.yaml");
    }
}
