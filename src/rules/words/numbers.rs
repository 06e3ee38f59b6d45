//! Which numbers of a title measure something, and which only name it: years, versions, standards,
//! `top 10`, `24/7`, `our 12 branches`.

/// The first number that says how much, in digits or as a word, as written.
#[must_use]
pub fn measure(title: &str) -> Option<&str> {
    find(title, true)
}

/// What makes a metric of the title of an objective, as written: the first number in digits that
/// says how much, or the `Double` of `Double the number of homes`.
#[must_use]
pub fn metric(title: &str) -> Option<&str> {
    find(title, false).or_else(|| {
        let mut words = title.split_whitespace();
        let first = words.next()?;
        let multiplies = MULTIPLYING.contains(&first.to_lowercase().as_str());
        let what = words.next()?;
        (multiplies && ["the", "our"].contains(&what)).then_some(first)
    })
}

fn find(title: &str, in_words: bool) -> Option<&str> {
    let tokens: Vec<&str> = title.split_whitespace().collect();
    (0..tokens.len())
        .find(|&at| {
            let around = Around {
                tokens: &tokens,
                at,
            };
            around.measures() || (in_words && around.measures_in_words())
        })
        .and_then(|at| tokens.get(at).copied())
        .map(|token| token.trim_matches(|c: char| ",.;:!?()[]\"'“”".contains(c)))
}

/// A word among the others.
struct Around<'t> {
    tokens: &'t [&'t str],
    at: usize,
}

impl Around<'_> {
    fn measures(&self) -> bool {
        let token = self.token(self.at);
        // `#1`, and the number of an issue or a merge request.
        let is_reference = token
            .trim_start_matches(['(', '"', '\''])
            .starts_with(['#', '!']);
        let token = trimmed(token);
        if is_reference || !token.contains(|c: char| c.is_ascii_digit()) {
            return false;
        }
        let number = token.trim_start_matches(|c: char| "<>≤≥=~±+-−–".contains(c));
        let marked = number.len() < token.len();
        if token.contains(['%', '$', '€', '£', '¥']) {
            return true;
        }
        let end = number
            .find(|c: char| !c.is_ascii_digit() && !",._".contains(c))
            .unwrap_or(number.len());
        let (digits, rest) = number.split_at(end);
        if digits.is_empty() || digits.matches('.').count() > 1 {
            return false;
        }
        match rest {
            "" => marked || self.is_measured() || !self.is_name(digits),
            _ if UNITS.contains(&rest) => true,
            _ => is_ratio(digits, rest),
        }
    }

    /// Whether what follows says that it measures, whatever stands in front.
    fn is_measured(&self) -> bool {
        let next = trimmed(self.token(self.at + 1)).to_lowercase();
        MEASURING.contains(&next.as_str())
    }

    /// Whether a plain number only names something, or is said of what there is anyway.
    fn is_name(&self, digits: &str) -> bool {
        let is_first = self.at < 2;
        let before = match self.at.checked_sub(1) {
            Some(at) => trimmed(self.token(at)),
            None => "",
        };
        let lower = before.to_lowercase();
        let next = trimmed(self.token(self.at + 1)).to_lowercase();
        let is_capital = before.starts_with(char::is_uppercase);
        is_year(digits)
            || digits == "360"
            || NAMING.contains(&lower.as_str())
            || EXISTING.contains(&lower.as_str())
            || is_month(&lower)
            || is_month(&next)
            || (is_capital && !is_first)
            || (next.starts_with("year") && trimmed(self.token(self.at + 2)) == "of")
    }

    fn measures_in_words(&self) -> bool {
        let word = trimmed(self.token(self.at)).to_lowercase();
        let before = match self.at.checked_sub(1) {
            Some(at) => trimmed(self.token(at)).to_lowercase(),
            None => String::new(),
        };
        NUMBERS.contains(&word.as_str())
            && !NAMING.contains(&before.as_str())
            && !EXISTING.contains(&before.as_str())
    }

    fn token(&self, at: usize) -> &str {
        self.tokens.get(at).copied().unwrap_or_default()
    }
}

fn trimmed(token: &str) -> &str {
    token
        .trim_matches(|c: char| ",;:!?()[]\"'“”*".contains(c))
        .trim_end_matches('.')
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && digits
            .parse::<u32>()
            .is_ok_and(|year| (1900..2100).contains(&year))
}

/// `8/10`, `3–5`; but not `24/7`
fn is_ratio(digits: &str, rest: &str) -> bool {
    let second = rest.strip_prefix(['/', '-', '–']);
    second.is_some_and(|second| {
        let is_number = !second.is_empty() && second.chars().all(|c| c.is_ascii_digit());
        is_number && !is_year(digits) && (digits, second) != ("24", "7")
    })
}

fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    MONTHS.contains(&word)
        || (word.len() == 3 && MONTHS.iter().any(|month| month.starts_with(word)))
}

const MULTIPLYING: &[&str] = &["double", "triple", "quadruple", "halve"];

/// Units that stand right behind the digits.
const UNITS: &[&str] = &[
    "k", "K", "M", "m", "B", "bn", "x", "X", "×", "+", "k+", "K+", "M+", "h", "s", "ms", "min",
    "d", "kg", "t", "g", "km", "kW", "MW", "GW", "kWh", "MWh", "GB", "TB", "MB", "dB", "pp",
];

/// What makes a measure of the number in front.
const MEASURING: &[&str] = &[
    "%", "percent", "per", "points", "pp", "thousand", "million", "billion", "k", "times", "x",
];

/// Behind these a number is a name.
const NAMING: &[&str] = &[
    "top",
    "phase",
    "version",
    "wave",
    "level",
    "tier",
    "step",
    "part",
    "batch",
    "gate",
    "iteration",
    "sprint",
    "milestone",
    "season",
    "chapter",
    "room",
    "hall",
    "line",
    "article",
    "section",
    "terminal",
    "platform",
    "no",
    "nr",
    "iso",
    "soc",
    "web",
    "industry",
    "scope",
    "type",
    "group",
    "zone",
    "area",
    "district",
    "day",
    "week",
    "year",
    "grade",
    "generation",
    "priority",
    "round",
    "unit",
    "block",
    "floor",
    "route",
    "track",
    "number",
    "by",
    "until",
    "before",
    "since",
];

/// Behind these a number says how many there are, not how many there are to be.
const EXISTING: &[&str] = &[
    "our", "the", "these", "those", "both", "all", "first", "next", "last", "past", "their", "its",
];

/// Numbers in words, and what says how much without one.
const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "hundred", "thousand", "million",
    "half", "quarter", "double", "twice", "zero", "percent",
];
