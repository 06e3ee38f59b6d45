//! What the job for GitLab runs.

use std::fs;

use crate::job::Job;
use crate::source::script;

#[test]
fn the_job_for_gitlab_reports_a_merge_request() {
    let job = Job::new();
    let script = script("ci/okr.gitlab-ci.yml", "okr check");
    let run = |base: &str| {
        let mut command = job.command("sh");
        command
            .args(["-c", &script])
            .env("CI_PROJECT_DIR", &job.clone)
            .env("OKR_FAIL_ON", "error")
            .env("OKR_FOLDER", ".")
            .env("CI_MERGE_REQUEST_DIFF_BASE_SHA", base);
        job.done(&mut command)
    };
    let done = run(&job.base);
    assert_eq!(done.code, 1, "{done:?}");
    let file = |name: &str| fs::read_to_string(job.clone.join(name)).unwrap_or_default();
    assert!(file("okr-junit.xml").contains("goalpost-moved"));
    let quality = file("okr-code-quality.json");
    let quality: serde_json::Value = serde_json::from_str(&quality).unwrap();
    assert!(quality.as_array().unwrap().iter().any(|found| {
        found.get("check_name").and_then(|rule| rule.as_str()) == Some("parent-not-found")
    }));
    assert!(file("okr-diff.md").contains("85% → 75%"));
    fs::remove_file(job.clone.join("okr-diff.md")).unwrap();
    let done = run("");
    assert_eq!(done.code, 1, "{done:?}");
    assert!(!job.clone.join("okr-diff.md").exists());
    let done = run("0000000000000000000000000000000000000001");
    assert_eq!(done.code, 2, "{done:?}");
}
