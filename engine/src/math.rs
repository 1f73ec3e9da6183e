//! Numbers: the functions that must give the same bits on every processor, and counting.
//!
//! The C library picks its `exp` and `log` by processor, and they differ in the last bit; those
//! of the `libm` crate are the same code everywhere.

/// e to the power of a number.
pub(crate) fn exp(value: f64) -> f64 {
    libm::exp(value)
}

/// The natural logarithm.
pub(crate) fn ln(value: f64) -> f64 {
    libm::log(value)
}

/// The natural logarithm of one and a number.
pub(crate) fn ln_1p(value: f64) -> f64 {
    libm::log1p(value)
}

/// The logistic function, kept away from 0 and 1.
pub(crate) fn logistic(value: f64) -> f64 {
    1.0 / (1.0 + exp(-value.clamp(-20.0, 20.0)))
}

/// A count as a number to calculate with.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
pub(crate) fn count(items: usize) -> f64 {
    items as f64
}

/// A part of a whole; 0 of nothing.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { count(part) / count(whole) }
}

/// The value at a share of the way through some numbers, by nearest rank; 0 of nothing.
pub(crate) fn quantile(values: &mut [f64], at: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank lies between 0 and the number of values"
    )]
    let rank = (at * count(values.len())).ceil().max(1.0) as usize;
    values.get(rank - 1).copied().unwrap_or_default()
}

/// The largest of some numbers that are let in; 0 where none is.
pub(crate) fn largest(values: &[f32], wanted: impl Fn(usize) -> bool) -> f64 {
    let let_in = values.iter().enumerate().filter(|(index, _)| wanted(*index));
    let_in.map(|(_, value)| f64::from(*value)).reduce(f64::max).unwrap_or(0.0)
}
