//! Texts with a few blows to them.

use proptest::prelude::*;

/// One of `texts` with fewer than `most` blows to it: one of `scraps` put in somewhere, or a character
/// taken out.
pub fn damaged(
    texts: Vec<String>,
    scraps: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = String> {
    let place = || any::<prop::sample::Index>();
    let blow = (place(), prop::option::of(prop::sample::select(scraps)));
    let blows = prop::collection::vec(blow, 1..most);
    (prop::sample::select(texts), blows).prop_map(|(mut text, blows)| {
        for (place, scrap) in blows {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            match (places.is_empty(), scrap) {
                (true, _) => {}
                (false, Some(scrap)) => text.insert_str(places[place.index(places.len())], scrap),
                (false, None) => drop(text.remove(places[place.index(places.len())])),
            }
        }
        text
    })
}
