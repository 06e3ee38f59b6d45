//! Amounts of time as fractions: a third of a day stays a third, so that parts always add up to
//! their whole, whatever the order they are added in.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

use num_rational::{BigRational, Ratio};
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact amount: a share of a whole, a number of people, or author-days.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Exact(Size);

/// A fraction in lowest terms. Where it fits it is small, so that equal amounts look alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Size {
    /// Both of its numbers are within [`SMALL`].
    Small(Ratio<i128>),
    /// One of them is not.
    Large(Box<BigRational>),
}

/// How far from zero the numbers of a small fraction may lie: well within what a machine adds and
/// rounds.
const SMALL: i128 = 1 << 100;

impl Exact {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(Size::Small(Ratio::zero()))
    }

    /// `part` of `whole` equal parts; nothing where there are no parts.
    #[must_use]
    pub fn fraction(part: u128, whole: u128) -> Self {
        match (i128::try_from(part), i128::try_from(whole)) {
            (_, Ok(0)) => Self::zero(),
            (Ok(part), Ok(whole)) => Self::small(Ratio::new(part, whole)),
            _ => Self::large(BigRational::new(part.into(), whole.into())),
        }
    }

    /// How many times `whole` it is; none where `whole` is nothing.
    #[must_use]
    pub fn of(&self, whole: &Self) -> Option<Self> {
        (!whole.is_zero()).then(|| self.with(whole, Ratio::checked_div, |a, b| a / b))
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Size::Small(small) => small.is_zero(),
            Size::Large(large) => large.is_zero(),
        }
    }

    /// Whether it is less than nothing.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Size::Small(small) => small.is_negative(),
            Size::Large(large) => large.is_negative(),
        }
    }

    /// It without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        match &self.0 {
            Size::Small(small) => Self(Size::Small(small.abs())),
            Size::Large(large) => Self::large(large.abs()),
        }
    }

    /// The whole units that lie at or below it, and what is left over.
    #[must_use]
    pub fn floor(&self) -> (Self, Self) {
        let floor = match &self.0 {
            Size::Small(small) => Self::small(small.floor()),
            Size::Large(large) => Self::large(large.floor()),
        };
        let rest = self - &floor;
        (floor, rest)
    }

    /// The nearest number with so many digits behind the point, half away from zero.
    #[must_use]
    pub fn rounded(&self, digits: u32) -> Decimal {
        let digits = digits.min(18);
        let scale = Self::fraction(10_u128.pow(digits), 1);
        let scaled = match (self * &scale).0 {
            Size::Small(small) => Some(small.round().to_integer()),
            Size::Large(large) => large.round().to_integer().to_i128(),
        };
        scaled
            .and_then(|scaled| Decimal::try_from_i128_with_scale(scaled, digits).ok())
            .unwrap_or_default()
            .normalize()
    }

    /// The nearest number of the machine, for output as a JSON number.
    #[must_use]
    pub fn nearest(&self) -> f64 {
        match &self.0 {
            Size::Small(small) => small.to_f64(),
            Size::Large(large) => large.to_f64(),
        }
        .unwrap_or_default()
    }

    fn small(ratio: Ratio<i128>) -> Self {
        match fits(ratio) {
            Some(small) => Self(Size::Small(small)),
            None => Self(Size::Large(Box::new(widened(&ratio)))),
        }
    }

    fn large(ratio: BigRational) -> Self {
        let narrow = ratio.numer().to_i128().zip(ratio.denom().to_i128());
        match narrow.and_then(|(numer, denom)| fits(Ratio::new_raw(numer, denom))) {
            Some(small) => Self(Size::Small(small)),
            None => Self(Size::Large(Box::new(ratio))),
        }
    }

    fn widened(&self) -> BigRational {
        match &self.0 {
            Size::Small(small) => widened(small),
            Size::Large(large) => BigRational::clone(large),
        }
    }

    /// Both of them together: by `small` as long as the machine can do it, else by `large`.
    fn with(
        &self,
        other: &Self,
        small: impl Fn(&Ratio<i128>, &Ratio<i128>) -> Option<Ratio<i128>>,
        large: impl Fn(BigRational, BigRational) -> BigRational,
    ) -> Self {
        let both = match (&self.0, &other.0) {
            (Size::Small(one), Size::Small(another)) => small(one, another),
            _ => None,
        };
        match both {
            Some(both) => Self::small(both),
            None => Self::large(large(self.widened(), other.widened())),
        }
    }
}

fn fits(ratio: Ratio<i128>) -> Option<Ratio<i128>> {
    let is_small = |number: &i128| (-SMALL..=SMALL).contains(number);
    (is_small(ratio.numer()) && is_small(ratio.denom())).then_some(ratio)
}

fn widened(ratio: &Ratio<i128>) -> BigRational {
    BigRational::new_raw((*ratio.numer()).into(), (*ratio.denom()).into())
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let scale = 10_i128.pow(value.scale());
        Self::small(Ratio::new(value.mantissa(), scale))
    }
}

impl Default for Exact {
    fn default() -> Self {
        Self::zero()
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Size::Small(one), Size::Small(another)) => one.cmp(another),
            _ => self.widened().cmp(&other.widened()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Add<&Exact> for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        self.with(other, Ratio::checked_add, |a, b| a + b)
    }
}

impl Sub<&Exact> for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        self.with(other, Ratio::checked_sub, |a, b| a - b)
    }
}

impl Mul<&Exact> for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        self.with(other, Ratio::checked_mul, |a, b| a * b)
    }
}

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Exact) {
        *self = &*self + other;
    }
}

impl<'a> Sum<&'a Exact> for Exact {
    fn sum<I: Iterator<Item = &'a Exact>>(amounts: I) -> Self {
        amounts.fold(Self::zero(), |mut sum, amount| {
            sum += amount;
            sum
        })
    }
}

impl Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(amounts: I) -> Self {
        amounts.fold(Self::zero(), |mut sum, amount| {
            sum += &amount;
            sum
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thirds_add_up_to_the_whole() {
        let third = Exact::fraction(1, 3);
        let whole: Exact = [&third, &third, &third].into_iter().sum();
        assert_eq!(whole, Exact::from(Decimal::ONE));
        assert_eq!(third.rounded(3), Decimal::new(333, 3));
        assert_eq!(Exact::fraction(2, 3).rounded(3), Decimal::new(667, 3));
        assert_eq!(third.nearest(), 1.0 / 3.0);
    }

    #[test]
    fn decimals_come_back_as_they_were() {
        for value in [
            "0",
            "0.8",
            "-0.05",
            "7500000",
            "0.0000000000000000000000000001",
        ] {
            let value: Decimal = value.parse().unwrap_or_default();
            let exact = Exact::from(value);
            assert_eq!(exact.rounded(18), value.round_dp(18).normalize());
            assert_eq!(&exact - &exact, Exact::zero());
        }
    }

    /// Amounts at the limit of the small ones and beyond.
    fn amounts() -> impl Strategy<Value = (i128, i128)> {
        let limit = SMALL..=SMALL + 3;
        let numer = prop_oneof![
            -1000_i128..1000,
            limit.clone(),
            any::<i64>().prop_map(i128::from)
        ];
        let denom = prop_oneof![1_i128..1000, limit, 1_i128..1_000_000_007];
        (numer, denom)
    }

    fn exact((numer, denom): (i128, i128)) -> (Exact, BigRational) {
        let large = BigRational::new(numer.into(), denom.into());
        (Exact::large(large.clone()), large)
    }

    proptest! {
        #[test]
        fn it_makes_no_difference_whether_an_amount_is_small(one in amounts(), another in amounts()) {
            let ((a, large_a), (b, large_b)) = (exact(one), exact(another));
            for (exact, large) in [
                (&a + &b, &large_a + &large_b),
                (&a - &b, &large_a - &large_b),
                (&a * &b, &large_a * &large_b),
                (a.floor().0, large_a.floor()),
                (a.abs(), large_a.abs()),
            ] {
                prop_assert_eq!(&exact, &Exact::large(large.clone()));
                prop_assert_eq!(exact.widened(), large);
            }
            if !b.is_zero() {
                prop_assert_eq!(a.of(&b), Some(Exact::large(&large_a / &large_b)));
            }
            prop_assert_eq!(a.cmp(&b), large_a.cmp(&large_b));
            let scaled = (&large_a * BigRational::from_integer(1000.into())).round();
            let scaled = scaled.to_integer().to_i128();
            let rounded = scaled.and_then(|it| Decimal::try_from_i128_with_scale(it, 3).ok());
            prop_assert_eq!(a.rounded(3), rounded.unwrap_or_default().normalize());
        }
    }

    #[test]
    fn nothing_has_no_parts() {
        assert_eq!(Exact::fraction(1, 0), Exact::zero());
        assert_eq!(Exact::fraction(1, 2).of(&Exact::zero()), None);
        let (whole, rest) = Exact::fraction(7, 2).floor();
        assert_eq!(
            (whole, rest),
            (Exact::fraction(3, 1), Exact::fraction(1, 2))
        );
    }
}
