//! The same work on many things, by several threads at once.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::thread;

/// So many things are worth a second thread.
const MANY: usize = 64;

/// How many a thread takes at a time.
const BATCH: usize = 16;

/// More threads than this only wait for each other.
const MAX_THREADS: usize = 8;

/// What `work` makes of each of `items`, in their order.
pub fn in_parallel<T: Send, U: Send>(items: Vec<T>, work: impl Fn(T) -> U + Sync) -> Vec<U> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = cores.min(MAX_THREADS).min(items.len() / MANY);
    if threads < 2 {
        return items.into_iter().map(work).collect();
    }
    let count = items.len();
    let left = Mutex::new(items.into_iter().enumerate());
    let batch = || match left.lock() {
        Ok(mut left) => left.by_ref().take(BATCH).collect(),
        // Another thread panicked, which is passed on below.
        Err(_) => Vec::new(),
    };
    let one_thread = || {
        let mut done = Vec::new();
        loop {
            let batch = batch();
            if batch.is_empty() {
                return done;
            }
            let batch = batch.into_iter();
            done.extend(batch.map(|(position, item)| (position, work(item))));
        }
    };
    let mut done = Vec::with_capacity(count);
    thread::scope(|scope| {
        // Where no more threads are allowed, this one does it all.
        let started = |_| thread::Builder::new().spawn_scoped(scope, one_thread).ok();
        let others: Vec<_> = (1..threads).map_while(started).collect();
        done.extend(one_thread());
        for other in others {
            match other.join() {
                Ok(part) => done.extend(part),
                Err(panic) => resume_unwind(panic),
            }
        }
    });
    done.sort_unstable_by_key(|(position, _)| *position);
    done.into_iter().map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_is_that_of_the_items_however_many_they_are() {
        for count in [0, 1, MANY - 1, 2 * MANY, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(in_parallel(items, |item| item * 2), doubled);
        }
    }
}
