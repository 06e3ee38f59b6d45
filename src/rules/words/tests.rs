use super::*;

#[test]
fn work_to_deliver_is_told_from_what_merely_sounds_like_it() {
    for (title, expected) in [
        ("Launch the app", Some("launch")),
        ("launch the app.", Some("launch")),
        ("**Launch** the app", Some("launch")),
        ("KR1: Launch the app", Some("launch")),
        ("1.2 Launch the app", Some("launch")),
        ("We will launch our app", Some("launch")),
        ("Successfully migrate all customers", Some("migrate")),
        ("Migrating to the new data centre", Some("migrating")),
        ("Shipping the new player", Some("shipping")),
        ("Writing a handbook", Some("writing")),
        ("Set up a shop", Some("set up")),
        ("Setting up a shop", Some("setting up")),
        ("Rolling out chip readers", Some("rolling out")),
        ("Release v2.0", Some("release")),
        ("Switch to the new supplier", Some("switch")),
        ("Implement", Some("implement")),
        // Nouns.
        ("Launch readiness score", None),
        ("Build time", None),
        ("Build", None),
        ("Release frequency", None),
        ("Release of the data to the public", None),
        ("Ship date confidence", None),
        ("Written complaints", None),
        ("Design partners signed by the summer", None),
        ("Building permits are answered by the office", None),
        ("Shipping cost", None),
        ("Publishing guidelines", None),
        ("Create-to-publish time", None),
        ("Plan for the succession", None),
        ("Launch customers agree to be named", None),
        ("Creating an account takes two minutes", None),
        ("Open positions list a salary", None),
        ("Complete records for all patients", None),
        ("The app is launched", None),
        ("App launched", None),
        ("Set of tools", None),
        ("", None),
        ("…", None),
        // Other languages.
        ("Launch der App in Spanien", None),
        ("Organise une fête", None),
        ("Plan de formación", None),
        ("Test abgeschlossen", None),
        ("Запустить приложение", None),
        ("アプリを公開する", None),
    ] {
        assert_eq!(delivery_verb(title).as_deref(), expected, "{title}");
    }
}

#[test]
fn being_busy_is_told_from_what_merely_sounds_like_it() {
    for (title, expected) in [
        ("Help the sales team", Some("help")),
        ("Support teams to adopt the tool", Some("support")),
        ("Supporting the sales team", Some("supporting")),
        ("Analyse churn", Some("analyse")),
        ("Analyzing churn", Some("analyzing")),
        ("Be involved in planning", Some("be involved")),
        ("Work closely with growers", Some("work closely")),
        ("Continue improving the bill", Some("continue")),
        ("Help centre visits of the month", None),
        ("Help desk is open on Saturdays", None),
        ("Support tickets answered by the team", None),
        ("Supporting documents are complete", None),
        ("Work in progress", None),
        ("Be the first choice", None),
        ("Research grants won by the lab", None),
        ("Support antwortet am selben Tag", None),
    ] {
        assert_eq!(vague_verb(title).as_deref(), expected, "{title}");
    }
}

#[test]
fn numbers_that_measure_are_told_from_names() {
    for (title, in_words, alone) in [
        (
            "Launch in 3 countries with 10k sign-ups",
            Some("3"),
            Some("3"),
        ),
        ("Reach 5M users.", Some("5M"), Some("5M")),
        ("Save €2 million", Some("€2"), Some("€2")),
        ("Cut cost by 20%", Some("20%"), Some("20%")),
        ("Answer in <2 days", Some("<2"), Some("<2")),
        ("Grow 10x", Some("10x"), Some("10x")),
        ("Win 8/10 pitches", Some("8/10"), Some("8/10")),
        ("Hire 3-5 people", Some("3-5"), Some("3-5")),
        ("Publish twelve posts", Some("twelve"), None),
        ("Move half of all customers", Some("half"), None),
        (
            "Raise the share from our 12 percent",
            Some("12"),
            Some("12"),
        ),
        ("Double our revenue", Some("Double"), Some("Double")),
        ("Double down on quality", Some("Double"), None),
        ("Be ready for 2026", None, None),
        ("Plan 2026-Q3 and Q4", None, None),
        ("Lead in Web 3", None, None),
        ("A top 10 employer", None, None),
        ("The #1 in town", None, None),
        ("Close !123 and (#45)", None, None),
        ("Reachable 24/7", None, None),
        ("A 360 degree view", None, None),
        ("Upgrade to Postgres 16", None, None),
        ("Ship v2 of the 5G modem on 3.4.1", None, None),
        ("Be ISO 27001 certified by 15 March", None, None),
        ("Make our 12 branches one", None, None),
        ("Make the 4-day week work", None, None),
        ("Celebrate 100 years of the house", None, None),
        ("The 2nd home of artists", None, None),
        ("", None, None),
        ("％ ５ ①", None, None),
    ] {
        assert_eq!(measure(title), in_words, "{title}");
        assert_eq!(metric(title), alone, "{title}");
    }
}

#[test]
fn titles_are_alike_whatever_their_case_and_punctuation() {
    assert!(are_alike("Grow, and stay!", "grow and  stay"));
    assert!(are_alike("顧客を守る", "顧客を守る"));
    assert!(!are_alike("Grow and stay", "Grow and stay healthy"));
    assert!(!are_alike("", ""));
    assert!(!are_alike("…", "!"));
}
