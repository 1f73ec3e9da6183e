//! Whether what parcels are said to hold is what the order's lines say was sent.

use super::{Context, Facts, Verdict};
use crate::orders::record::{ItemRecord, ParcelRecord};
use std::collections::HashMap;

/// No parcel holds what was not ordered, and all of them together hold no more of a line than was
/// ordered, and those that left no more than was sent.
pub(super) fn parcels_hold_what_was_sent(facts: &Facts, _: &Context<'_>) -> Verdict {
    if facts.parcels.iter().all(|parcel| parcel.items.is_none()) {
        return Verdict::NothingToCheck;
    }
    let mut lines: HashMap<&str, Line<'_>> =
        facts.items.iter().map(|item| (&*item.line_id, Line::of(item))).collect();
    for parcel in &facts.parcels {
        if let Err(why) = take(&mut lines, parcel) {
            return Verdict::Fails(format!("parcel {}: {why}", parcel.parcel_id));
        }
    }
    Verdict::Holds
}

/// A line, with how many of its units are in parcels so far.
struct Line<'f> {
    item: &'f ItemRecord,
    packed: u64,
    left: u64,
}

impl<'f> Line<'f> {
    fn of(item: &'f ItemRecord) -> Self {
        Self { item, packed: 0, left: 0 }
    }

    fn add(&mut self, quantity: u32, has_left: bool) -> Result<(), String> {
        let quantity = u64::from(quantity);
        self.packed += quantity;
        self.left += if has_left { quantity } else { 0 };
        let ItemRecord { line_id, quantity: ordered, shipped, .. } = self.item;
        if self.packed > u64::from(*ordered) {
            return Err(format!("{} of line {line_id}, but {ordered} ordered", self.packed));
        }
        if self.left > u64::from(*shipped) {
            return Err(format!("{} of line {line_id} left, but {shipped} shipped", self.left));
        }
        Ok(())
    }
}

fn take(lines: &mut HashMap<&str, Line<'_>>, parcel: &ParcelRecord) -> Result<(), String> {
    for packed in parcel.items.iter().flatten() {
        let id = &*packed.line_id;
        let line = lines.get_mut(id).ok_or_else(|| format!("the order has no line {id}"))?;
        if packed.quantity == 0 {
            return Err(format!("none of line {id}"));
        }
        line.add(packed.quantity, parcel.shipped_at.is_some())?;
    }
    Ok(())
}
