//! Amounts of time as fractions: a third of a day stays a third, so that parts always add up to
//! their whole, whatever the order they are added in.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Sub};

use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact amount: a share of a whole, a number of people, or author-days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// Nothing.
    #[must_use]
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// `part` of `whole` equal parts; nothing where there are no parts.
    #[must_use]
    pub fn fraction(part: u128, whole: u128) -> Self {
        match whole {
            0 => Self::zero(),
            _ => Self(BigRational::new(part.into(), whole.into())),
        }
    }

    /// How many times `whole` it is; none where `whole` is nothing.
    #[must_use]
    pub fn of(&self, whole: &Self) -> Option<Self> {
        (!whole.is_zero()).then(|| Self(&self.0 / &whole.0))
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is less than nothing.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// It without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// The whole units that lie at or below it, and what is left over.
    #[must_use]
    pub fn floor(&self) -> (Self, Self) {
        let floor = self.0.floor();
        let rest = &self.0 - &floor;
        (Self(floor), Self(rest))
    }

    /// The nearest number with so many digits behind the point, half away from zero.
    #[must_use]
    pub fn rounded(&self, digits: u32) -> Decimal {
        let scale = BigRational::from_integer(10_u128.pow(digits.min(18)).into());
        let scaled = (&self.0 * scale).round().to_integer().to_i128();
        scaled
            .and_then(|scaled| Decimal::try_from_i128_with_scale(scaled, digits.min(18)).ok())
            .unwrap_or_default()
            .normalize()
    }

    /// The nearest number of the machine, for output as a JSON number.
    #[must_use]
    pub fn nearest(&self) -> f64 {
        self.0.to_f64().unwrap_or_default()
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let scale = 10_i128.pow(value.scale());
        Self(BigRational::new(value.mantissa().into(), scale.into()))
    }
}

impl Default for Exact {
    fn default() -> Self {
        Self::zero()
    }
}

impl Add<&Exact> for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub<&Exact> for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul<&Exact> for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Exact) {
        self.0 += &other.0;
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
