//! Arithmetic on f32 that gives the same bits on every machine: sums in a fixed order, no fused
//! multiply-add, and an exponential of our own instead of the system's.
#![expect(clippy::inline_always, reason = "compiled once for each level of the processor")]

/// Partial sums that run side by side.
const LANES: usize = 8;

/// Adding it to a small f32 rounds that to an integer, which then stands in the lowest bits.
pub(crate) const ROUNDER: f32 = 12_582_912.0;

#[inline(always)]
pub(crate) fn sum(values: &[f32]) -> f32 {
    fold(values, |lane, value| lane + value)
}

/// Sum of the squared distances from `centre`.
#[inline(always)]
pub(crate) fn spread(values: &[f32], centre: f32) -> f32 {
    fold(values, |lane, value| lane + (value - centre) * (value - centre))
}

#[inline(always)]
pub(crate) fn dot<const N: usize>(left: &[f32; N], right: &[f32; N]) -> f32 {
    let mut lanes = [0.0; LANES];
    let (left, _) = left.as_chunks::<LANES>();
    let (right, _) = right.as_chunks::<LANES>();
    for (left, right) in left.iter().zip(right) {
        for lane in 0..LANES {
            lanes[lane] += left[lane] * right[lane];
        }
    }
    tree(lanes)
}

#[inline(always)]
pub(crate) fn greatest(values: &[f32]) -> f32 {
    values.iter().fold(f32::MIN, |most, value| if *value > most { *value } else { most })
}

/// The greatest absolute value.
#[inline(always)]
pub(crate) fn magnitude(values: &[f32]) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] =
                if chunk[lane].abs() > lanes[lane] { chunk[lane].abs() } else { lanes[lane] };
        }
    }
    rest.iter().map(|value| value.abs()).chain(lanes).fold(0.0, f32::max)
}

/// Subtracts the mean, divides by the deviation.
#[inline(always)]
pub(crate) fn standardise(values: &mut [f32], scale: &[f32], shift: &[f32], width: f32) {
    let mean = sum(values) / width;
    let deviation = (spread(values, mean) / width + 1e-12).sqrt();
    let factor = 1.0 / deviation;
    for ((value, scale), shift) in values.iter_mut().zip(scale).zip(shift) {
        *value = (*value - mean) * factor * scale + shift;
    }
}

/// Turns scores into shares that add up to one.
#[inline(always)]
pub(crate) fn softmax(scores: &mut [f32]) {
    let most = greatest(scores);
    for score in &mut *scores {
        *score = exp(*score - most);
    }
    let whole = sum(scores);
    for score in scores {
        *score /= whole;
    }
}

/// x Φ(x), with the error function of Abramowitz and Stegun 7.1.26, which is off by 1.5e-7 at most.
#[inline(always)]
pub(crate) fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * z);
    let series = ((((1.061_405_4 * t - 1.453_152_1) * t + 1.421_413_8) * t - 0.284_496_72) * t
        + 0.254_829_6)
        * t;
    let tail = 0.5 * x * series * exp(-z * z);
    if x < 0.0 { tail } else { x - tail }
}

/// e to the power of a number that is not above zero, within 2e-7 of its value. The polynomial and
/// the two parts of ln 2 are those of the Cephes library.
#[inline(always)]
#[expect(clippy::excessive_precision, reason = "as published")]
pub(crate) fn exp(x: f32) -> f32 {
    let x = if x > -87.0 { x } else { -87.0 };
    let shifted = x * std::f32::consts::LOG2_E + ROUNDER;
    let whole = shifted - ROUNDER;
    let rest = (x - whole * 0.693_359_375) + whole * 2.121_944_40e-4;
    let series = ((((1.987_569_150_0e-4 * rest + 1.398_199_950_7e-3) * rest + 8.333_451_907_3e-3)
        * rest
        + 4.166_579_589_4e-2)
        * rest
        + 1.666_666_545_9e-1)
        * rest
        + 5.000_000_120_1e-1;
    let power = shifted.to_bits().wrapping_sub(ROUNDER.to_bits()).wrapping_add(127) << 23;
    (series * rest * rest + rest + 1.0) * f32::from_bits(power)
}

#[inline(always)]
fn fold(values: &[f32], add: impl Fn(f32, f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] = add(lanes[lane], chunk[lane]);
        }
    }
    for (lane, value) in lanes.iter_mut().zip(rest) {
        *lane = add(*lane, *value);
    }
    tree(lanes)
}

#[inline(always)]
fn tree(lanes: [f32; LANES]) -> f32 {
    let halves: [f32; 4] = std::array::from_fn(|lane| lanes[lane] + lanes[lane + 4]);
    (halves[0] + halves[2]) + (halves[1] + halves[3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_that_of_the_system() {
        for hundredths in 0..=8_700_u16 {
            let x = -f32::from(hundredths) / 100.0;
            let exact = f64::from(x).exp();
            let error = (f64::from(exp(x)) - exact).abs() / exact;
            assert!(error < 2e-7, "exp({x}) is off by {error}");
        }
        assert!(exp(-1e9) < 1e-37);
    }

    #[test]
    fn gelu_is_close_to_tables() {
        // Values of x Φ(x) from tables of the normal distribution.
        let known = [(0.0, 0.0), (1.0, 0.841_344), (-1.0, -0.158_656), (3.0, 2.995_95)];
        for (x, expected) in known {
            assert!((gelu(x) - expected).abs() < 2e-6, "gelu({x}) = {}", gelu(x));
        }
        assert!(gelu(-40.0).abs() < 1e-30);
        assert!((gelu(40.0) - 40.0).abs() < 1e-6);
    }

    #[test]
    fn sums_take_every_value() {
        let values: Vec<f32> = (1..=19_u8).map(f32::from).collect();
        assert!((sum(&values) - 190.0).abs() < f32::EPSILON);
        assert!((spread(&values, 10.0) - 570.0).abs() < f32::EPSILON);
        assert!((magnitude(&[-3.0, 2.0]) - 3.0).abs() < f32::EPSILON);
        assert!((greatest(&[-3.0, -2.0]) + 2.0).abs() < f32::EPSILON);
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut scores = [1.0, 2.0, -200.0, 2.0];
        softmax(&mut scores);
        assert!((sum(&scores) - 1.0).abs() < 1e-6);
        assert!(scores[1] > scores[0] && scores[2] < 1e-30);
    }
}
