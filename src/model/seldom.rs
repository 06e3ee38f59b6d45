//! What few say, in the space of a pointer where it is not said: a tree has tens of thousands of key
//! results, and most of them say little.

use std::ops::{Deref, DerefMut};

/// A part of the model that is mostly blank. Reading it gives the blank one where nothing was said;
/// writing to it makes it.
#[derive(Debug, Clone, Default)]
pub struct Seldom<T: Blank>(Option<Box<T>>);

/// What has a blank of its own.
pub trait Blank: Default + 'static {
    /// The one that says nothing.
    fn blank() -> &'static Self;
}

impl<T: Blank> Deref for Seldom<T> {
    type Target = T;
    fn deref(&self) -> &T {
        match &self.0 {
            Some(own) => own,
            None => T::blank(),
        }
    }
}

impl<T: Blank> DerefMut for Seldom<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

/// Whether it was made without being filled makes no difference.
impl<T: Blank + PartialEq> PartialEq for Seldom<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

/// Gives each of these types its blank.
macro_rules! blank {
    ($($type:ty),+) => {$(
        impl $crate::model::seldom::Blank for $type {
            fn blank() -> &'static Self {
                static BLANK: std::sync::LazyLock<$type> = std::sync::LazyLock::new(<$type>::default);
                &BLANK
            }
        }
    )+};
}
pub(super) use blank;

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Remark {
        text: String,
    }
    blank!(Remark);

    #[test]
    fn what_was_not_said_is_read_as_blank() {
        let mut seldom = Seldom::<Remark>::default();
        assert_eq!(seldom.text, "");
        seldom.text.push('a');
        assert_eq!(*seldom, Remark { text: "a".into() });
    }

    #[test]
    fn made_but_not_filled_is_the_same_as_not_made() {
        let mut made = Seldom::<Remark>::default();
        made.text.clear();
        assert_eq!(made, Seldom::default());
    }

    #[test]
    fn it_is_one_pointer_wide() {
        assert_eq!(size_of::<Seldom<Remark>>(), size_of::<usize>());
    }
}
