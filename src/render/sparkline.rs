//! A series of values as one line of blocks.

/// From the lowest value to the highest.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// A value that is the same as all others.
const LEVEL: char = '▄';
/// A value that is not known.
const GAP: char = '·';

/// `values` in their order, in at most `width` columns: the lowest is the lowest block, the highest
/// the highest. Where all are the same, each is half high. A value that is not known, or is no
/// number, is a dot. Where there are more values than columns, each column is the last known one of
/// its part, so that the line ends with the latest value.
#[must_use]
pub fn sparkline(values: &[Option<f64>], width: usize) -> String {
    let values = sampled(values, width);
    let known = || values.iter().flatten().copied();
    let low = known().fold(f64::INFINITY, f64::min);
    let high = known().fold(f64::NEG_INFINITY, f64::max);
    values
        .iter()
        .map(|value| match value {
            None => GAP,
            Some(value) => block(*value, low, high),
        })
        .collect()
}

fn block(value: f64, low: f64, high: f64) -> char {
    // Halved first, so that the span of two huge values stays a number.
    let span = high / 2.0 - low / 2.0;
    if span <= 0.0 {
        return LEVEL;
    }
    let share = (value / 2.0 - low / 2.0) / span;
    let top = BLOCKS.len() - 1;
    let step = (0..top)
        .take_while(|step| share * 7.0 >= f64::from(u8::try_from(*step).unwrap_or(u8::MAX)) + 0.5)
        .count();
    BLOCKS.get(step).copied().unwrap_or(LEVEL)
}

/// At most `width` of `values`: the last known of each part of the same length.
fn sampled(values: &[Option<f64>], width: usize) -> Vec<Option<f64>> {
    let finite = |value: &Option<f64>| value.filter(|value| value.is_finite());
    let count = values.len();
    if count <= width {
        return values.iter().map(finite).collect();
    }
    let start = |column: usize| column.saturating_mul(count) / width.max(1);
    (0..width)
        .map(|column| {
            let part = values.get(start(column)..start(column + 1));
            part.unwrap_or_default().iter().rev().find_map(finite)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(values: &[f64], width: usize) -> String {
        let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        sparkline(&values, width)
    }

    #[test]
    fn the_lowest_is_lowest_and_the_highest_highest() {
        assert_eq!(
            line(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 20),
            "▁▂▃▄▅▆▇█"
        );
        assert_eq!(line(&[60.0, 71.0, 85.0], 20), "▁▄█");
        assert_eq!(line(&[-3.0, 0.5, -1.0], 20), "▁█▅");
        assert_eq!(line(&[5.0, 2.0], 20), "█▁");
    }

    #[test]
    fn one_value_and_equal_values_are_half_high() {
        assert_eq!(line(&[42.0], 20), "▄");
        assert_eq!(line(&[0.0, 0.0, 0.0], 20), "▄▄▄");
        assert_eq!(line(&[], 20), "");
    }

    #[test]
    fn unknown_values_are_gaps() {
        let values = [Some(1.0), None, Some(f64::NAN), Some(2.0)];
        assert_eq!(sparkline(&values, 20), "▁··█");
        assert_eq!(sparkline(&[None, None], 20), "··");
    }

    #[test]
    fn many_values_keep_to_the_width_and_end_with_the_latest() {
        let rising: Vec<f64> = (0..1000).map(f64::from).collect();
        let drawn = line(&rising, 8);
        assert_eq!(drawn, "▁▂▃▄▅▆▇█");
        let mut last: Vec<f64> = vec![0.0; 99];
        last.push(1.0);
        assert_eq!(line(&last, 4), "▁▁▁█");
        let gaps = [Some(1.0), None, None, None, Some(3.0), None];
        assert_eq!(sparkline(&gaps, 3), "▁·█");
        for width in 0..12 {
            assert_eq!(line(&rising, width).chars().count(), width);
        }
    }

    #[test]
    fn huge_values_do_no_harm() {
        assert_eq!(line(&[f64::MIN, f64::MAX], 5), "▁█");
        assert_eq!(line(&[f64::MAX, f64::INFINITY], 5), "▄·");
    }
}
