//! Which signs and codes stand for a currency. Amounts are never converted from one to another.

/// The currency whose sign `text` starts with, as its ISO 4217 code, with the sign and the rest.
pub(super) fn sign(text: &str) -> Option<(&'static str, &'static str, &str)> {
    // Most quantities start with a digit, and no sign does.
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    SIGNS
        .iter()
        .find_map(|(sign, code)| Some((*code, *sign, text.strip_prefix(sign)?)))
}

/// `word` as an ISO 4217 code; codes are written in capitals, so that `all` or `try` stay words.
pub(super) fn code(word: &str) -> Option<&'static str> {
    if word.len() != 3 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    CODES
        .split_ascii_whitespace()
        .find(|candidate| *candidate == word)
}

/// Whether `sign` may stand together with `code`, as in `$5 CAD`.
pub(super) fn agree(sign_code: &str, code: &str) -> bool {
    sign_code == code || (sign_code == "USD" && DOLLARS.contains(&code))
}

// Longer signs stand before the ones they end with or begin with.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("SG$", "SGD"),
    ("NT$", "TWD"),
    ("MX$", "MXN"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₫", "VND"),
    ("₴", "UAH"),
    ("฿", "THB"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("₡", "CRC"),
    ("₲", "PYG"),
    ("₵", "GHS"),
    ("₸", "KZT"),
    ("₾", "GEL"),
    ("₼", "AZN"),
    ("₭", "LAK"),
    ("₮", "MNT"),
];

const DOLLARS: &[&str] = &["AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN"];

const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL \
    BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR \
    FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY \
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU \
    MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD \
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY \
    TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW";
