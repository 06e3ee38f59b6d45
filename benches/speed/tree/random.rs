//! Numbers that look random and are the same on every machine: `SplitMix64`, as its author gives it
//! (<https://prng.di.unimi.it/splitmix64.c>).

pub struct Random(u64);

impl Random {
    /// The numbers that belong to these seeds.
    pub fn new(seeds: &[usize]) -> Self {
        let mut random = Self(0x6f6b_7273);
        for seed in seeds {
            random.0 = random.next() ^ (*seed as u64);
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number that stands for these seeds.
    pub fn peek(&self) -> usize {
        usize::try_from(self.0 >> 40).unwrap()
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    /// One of these.
    pub fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}
