//! A list that is mostly empty, in the space of one pointer: a document has a dozen of them, and a
//! tree thousands of documents.

use std::ops::Deref;

/// A list that is mostly empty.
#[derive(Clone, PartialEq, Eq)]
pub struct Few<T>(Option<Box<Items<T>>>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Items<T>(Vec<T>);

impl<T> Few<T> {
    /// Adds one at the end.
    pub fn push(&mut self, item: T) {
        self.extend([item]);
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.0.as_ref().map_or(&[], |items| &items.0)
    }
}

impl<T> Extend<T> for Few<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_none() {
            return;
        }
        let own = &mut self.0.get_or_insert_with(|| Box::new(Items(Vec::new()))).0;
        // Most lists have one item, and few ever grow.
        own.reserve_exact(items.size_hint().0);
        own.extend(items);
        own.shrink_to_fit();
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut few = Self::default();
        few.extend(items);
        few
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = std::slice::Iter<'f, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Few<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_list_like_any_other() {
        let mut few: Few<u8> = Few::default();
        assert!(few.is_empty());
        few.extend([]);
        assert_eq!(few, Few::default());
        few.push(1);
        few.extend([2, 3]);
        assert_eq!(*few, [1, 2, 3]);
        assert_eq!(few, [1, 2, 3].into_iter().collect());
        assert_eq!(format!("{few:?}"), "[1, 2, 3]");
    }

    #[test]
    fn it_is_one_pointer_wide() {
        assert_eq!(size_of::<Few<String>>(), size_of::<usize>());
    }
}
