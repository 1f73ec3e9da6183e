//! Whether the amounts that the store gives sum. They are not shown, but an order whose money does
//! not sum is one that was read wrongly or is being changed.

use super::{Context, Facts, Verdict};

pub(super) fn money_sums(facts: &Facts, _: &Context<'_>) -> Verdict {
    let order = &facts.order;
    let mut claims = Vec::new();
    if let (Some(total), Some(lines), Some(shipping), Some(discount)) =
        (order.total_minor, order.lines_minor, order.shipping_minor, order.discount_minor)
    {
        let sum = i128::from(lines) + i128::from(shipping) - i128::from(discount);
        claims
            .push((i128::from(total) == sum, format!("total is {total}, its parts sum to {sum}")));
    }
    if let (Some(lines), Some(sum)) = (order.lines_minor, sum_of_lines(facts)) {
        claims.push((i128::from(lines) == sum, format!("lines are {lines}, items sum to {sum}")));
    }
    if let (Some(total), Some(refunded)) = (order.total_minor, order.refunded_minor) {
        let within = (0..=total).contains(&refunded);
        claims.push((within, format!("{refunded} was refunded of {total}")));
    }
    if claims.is_empty() {
        return Verdict::NothingToCheck;
    }
    match claims.into_iter().find(|(holds, _)| !holds) {
        Some((_, detail)) => Verdict::Fails(detail),
        None => Verdict::Holds,
    }
}

/// Absent where the store does not price every item.
fn sum_of_lines(facts: &Facts) -> Option<i128> {
    let line = |item: &super::ItemRecord| {
        item.unit_minor.map(|unit| i128::from(unit) * i128::from(item.quantity))
    };
    facts.items.iter().map(line).sum()
}
