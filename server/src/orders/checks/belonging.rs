//! Whether the rows of the items and parcels queries are this order's, each once.

use super::{Context, Facts, Verdict};
use std::collections::HashSet;

pub(super) fn items_belong_to_order(facts: &Facts, _: &Context<'_>) -> Verdict {
    let rows = facts.items.iter().map(|item| (&*item.order_id, &*item.line_id));
    belong("items", &facts.order.id, rows)
}

pub(super) fn parcels_belong_to_order(facts: &Facts, _: &Context<'_>) -> Verdict {
    if facts.parcels.is_empty() {
        return Verdict::NothingToCheck;
    }
    let rows = facts.parcels.iter().map(|parcel| (&*parcel.order_id, &*parcel.parcel_id));
    belong("parcels", &facts.order.id, rows)
}

fn belong<'a>(query: &str, order: &str, rows: impl Iterator<Item = (&'a str, &'a str)>) -> Verdict {
    let mut seen = HashSet::new();
    for (owner, id) in rows {
        if owner != order {
            return Verdict::Fails(format!("{query}: {id} belongs to order id {owner}"));
        }
        if !seen.insert(id) {
            return Verdict::Fails(format!("{query}: {id} comes twice; is a join too wide?"));
        }
    }
    Verdict::Holds
}
