//! Whether what was ordered, shipped and returned adds up, and says the same as the state.

use super::{Context, Facts, Verdict};
use vouch_shared::order::OrderState;

pub(super) fn quantities_add_up(facts: &Facts, _: &Context<'_>) -> Verdict {
    for item in &facts.items {
        if item.quantity == 0 || item.shipped > item.quantity || item.returned > item.shipped {
            return Verdict::Fails(format!(
                "line {}: {} ordered, {} shipped, {} returned",
                item.line_id, item.quantity, item.shipped, item.returned
            ));
        }
    }
    let totals = Totals::of(facts);
    if totals.ordered == 0 {
        return Verdict::Fails("the order has no items".to_owned());
    }
    if totals.agree_with(facts.state) {
        return Verdict::Holds;
    }
    Verdict::Fails(format!(
        "the state is {}, but of {} ordered {} are shipped and {} returned",
        facts.state.as_str(),
        totals.ordered,
        totals.shipped,
        totals.returned
    ))
}

struct Totals {
    ordered: u64,
    shipped: u64,
    returned: u64,
}

impl Totals {
    fn of(facts: &Facts) -> Self {
        let sum = |part: fn(&super::ItemRecord) -> u32| {
            facts.items.iter().map(|item| u64::from(part(item))).sum()
        };
        Self {
            ordered: sum(|item| item.quantity),
            shipped: sum(|item| item.shipped),
            returned: sum(|item| item.returned),
        }
    }

    fn agree_with(&self, state: OrderState) -> bool {
        let none_returned = self.returned == 0;
        let all_shipped = self.shipped == self.ordered;
        match state {
            OrderState::Unpaid | OrderState::Paid | OrderState::Packed | OrderState::Cancelled => {
                self.shipped == 0
            }
            OrderState::PartlyShipped => self.shipped > 0 && !all_shipped && none_returned,
            OrderState::Shipped | OrderState::Delivered => all_shipped && none_returned,
            OrderState::Delayed => none_returned,
            OrderState::PartlyReturned => self.returned > 0 && self.returned < self.ordered,
            OrderState::Returned => self.returned == self.ordered,
            // What was paid is given back before sending, after a return, or as goodwill.
            OrderState::Refunded => true,
        }
    }
}
