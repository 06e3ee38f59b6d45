//! Paths as a person at a prompt would type them.

/// From where paths are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paths {
    /// From the folder of the run, which is this one from the root of the repository, with `/`;
    /// empty for the root itself.
    Within(String),
    /// The run is outside of the repository: behind the path of its root, which is this.
    Outside(String),
}

impl Default for Paths {
    fn default() -> Self {
        Self::Within(String::new())
    }
}

impl Paths {
    /// `path`, which starts at the root of the repository, as seen from the folder of the run.
    #[must_use]
    pub fn show(&self, path: &str) -> String {
        let from = match self {
            Self::Within(from) => from,
            Self::Outside(root) => return format!("{}/{path}", root.trim_end_matches('/')),
        };
        let here: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
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
    fn from_outside_paths_stand_behind_that_of_the_repository() {
        let paths = Paths::Outside("plans/".to_owned());
        assert_eq!(paths.show("goals/a.yaml"), "plans/goals/a.yaml");
    }

    #[test]
    fn paths_start_at_the_folder_of_the_run() {
        let show = |from: &str, path: &str| Paths::Within(from.to_owned()).show(path);
        assert_eq!(show("", "okrs/a.yaml"), "okrs/a.yaml");
        assert_eq!(show("okrs", "okrs/a.yaml"), "a.yaml");
        assert_eq!(
            show("okrs/teams/web", "okrs/goals/a.yaml"),
            "../../goals/a.yaml"
        );
        assert_eq!(show("src", "okrs/a.yaml"), "../okrs/a.yaml");
    }
}
