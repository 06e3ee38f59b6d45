//! Business as usual is no OKR, until its process breaks: what an unhealthy kpi asks for, and what
//! answers it.
#![allow(clippy::unwrap_used)]

mod common;

use common::{okr, tree};

const HEALTHY: &str =
    "kpi: People are paid on time\nowner: finance\ntarget: at least 99.5%\ncurrent: 99.8%\n";
const REPAIR: (&str, &str) = (
    "okrs/2026-Q1/pay-on-time.yaml",
    "objective: Find out why wages come late, and mend it\nparent: payroll\nowner: finance\nkey_results:\n\
     \x20 - {id: late, title: Wages that come late, baseline: 3%, target: 0.5%, current: 2%}\n\
     \x20 - {id: by-hand, title: Payments made by hand, baseline: 40, target: 5, current: 30}\n",
);

fn findings(files: &[(&str, &str)]) -> String {
    okr(
        tree(files).path(),
        &["check", "--format", "concise", "--select", "allocation"],
    )
    .out
}

#[test]
fn an_unhealthy_kpi_asks_for_an_okr_until_there_is_one() {
    let config = ("okrs/okr.yaml", "");
    let ill = HEALTHY.replace("99.8%", "97%");
    assert_eq!(findings(&[config, ("okrs/payroll.yaml", HEALTHY)]), "");
    let asked = findings(&[config, ("okrs/payroll.yaml", &ill)]);
    assert!(asked.contains("warning[kpi-unhealthy]"), "{asked}");
    assert_eq!(findings(&[config, ("okrs/payroll.yaml", &ill), REPAIR]), "");

    let folder = tree(&[config, ("okrs/payroll.yaml", &ill), REPAIR]);
    let shown = okr(folder.path(), &["tree", "--only", "unhealthy"]).out;
    let kpi = shown.find("People are paid on time").unwrap();
    assert!(
        shown.find("Find out why wages come late").unwrap() > kpi,
        "{shown}"
    );
    assert!(shown.contains("unhealthy"), "{shown}");
    let why = okr(folder.path(), &["why", "pay-on-time"]);
    assert!(why.out.contains("People are paid on time"), "{}", why.out);
}
