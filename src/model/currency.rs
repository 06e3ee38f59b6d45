//! Which signs and codes stand for a currency. Amounts are never converted from one to another.

/// A way to write a currency.
#[derive(Debug, PartialEq, Eq)]
pub struct Currency {
    /// The sign or code as written.
    pub name: &'static str,
    /// Its ISO 4217 code.
    pub code: &'static str,
}

/// The currency whose sign `text` starts with, and the rest.
pub(super) fn sign(text: &str) -> Option<(&'static Currency, &str)> {
    // Most quantities start with a digit, and no sign does.
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    SIGNS
        .iter()
        .find_map(|sign| Some((sign, text.strip_prefix(sign.name)?)))
}

/// The currency with the ISO 4217 code `word`; codes are written in capitals, so that `all` or `try`
/// stay words.
pub(super) fn code(word: &str) -> Option<&'static Currency> {
    if word.len() != 3 || !word.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    CODES.iter().find(|currency| currency.code == word)
}

/// Whether `sign` may stand together with `code`, as in `$5 CAD`.
pub(super) fn agree(sign_code: &str, code: &str) -> bool {
    sign_code == code || (sign_code == "USD" && DOLLARS.contains(&code))
}

// Longer signs stand before the ones they end with or begin with.
static SIGNS: &[Currency] = &[
    signed("US$", "USD"),
    signed("AU$", "AUD"),
    signed("CA$", "CAD"),
    signed("NZ$", "NZD"),
    signed("HK$", "HKD"),
    signed("SG$", "SGD"),
    signed("NT$", "TWD"),
    signed("MX$", "MXN"),
    signed("A$", "AUD"),
    signed("C$", "CAD"),
    signed("S$", "SGD"),
    signed("R$", "BRL"),
    signed("$", "USD"),
    signed("€", "EUR"),
    signed("£", "GBP"),
    signed("¥", "JPY"),
    signed("￥", "JPY"),
    signed("₹", "INR"),
    signed("₩", "KRW"),
    signed("₽", "RUB"),
    signed("₺", "TRY"),
    signed("₪", "ILS"),
    signed("₫", "VND"),
    signed("₴", "UAH"),
    signed("฿", "THB"),
    signed("₦", "NGN"),
    signed("₱", "PHP"),
    signed("₡", "CRC"),
    signed("₲", "PYG"),
    signed("₵", "GHS"),
    signed("₸", "KZT"),
    signed("₾", "GEL"),
    signed("₼", "AZN"),
    signed("₭", "LAK"),
    signed("₮", "MNT"),
];

const DOLLARS: &[&str] = &["AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN"];

const fn signed(name: &'static str, code: &'static str) -> Currency {
    Currency { name, code }
}

macro_rules! codes {
    ($($code:ident)+) => {
        &[$(signed(stringify!($code), stringify!($code))),+]
    };
}

static CODES: &[Currency] = codes!(
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN
    MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
    UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW
);
