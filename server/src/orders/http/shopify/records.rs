//! Shopify's order as our records. Only what Shopify says was fulfilled, processed or captured
//! counts as such; nothing is guessed.

use super::money::minor_units;
use super::order::{Fulfillment, LineItem, Page, ShopifyOrder};
use super::state::Standing;
use crate::orders::moment::parse_time;
use crate::orders::reading::Records;
use crate::orders::record::{ItemRecord, OrderRecord, PackedItem, ParcelRecord, StoreState};
use std::collections::HashMap;
use time::OffsetDateTime;

/// How many of each list without pages the query asks for. A full list may hold more.
const FULL: [(&str, usize); 3] = [("transactions", 20), ("fulfillments", 8), ("refunds", 8)];

/// Units by line item.
type Units<'o> = HashMap<&'o str, u32>;

/// The whole order, or why it cannot be read as one.
pub(super) fn records(order: &ShopifyOrder) -> Result<Records, String> {
    refuse_full_lists(order)?;
    let sent: Vec<&Fulfillment> =
        order.fulfillments.iter().filter(|one| one.status == "SUCCESS").collect();
    let shipped = shipped_units(&sent)?;
    let (returned, returned_at) = returned_units(order)?;
    let items = items(order, &shipped, &returned)?;
    let parcels = parcels(&order.id, &sent, &items)?;
    let sum = |part: fn(&ItemRecord) -> u32| items.iter().map(part).fold(0, u32::saturating_add);
    let (ordered, left) = (sum(|item| item.quantity), sum(|item| item.shipped));
    let delivered = left == ordered && left > 0 && all_delivered(&parcels);
    let financial = order.display_financial_status.as_deref().unwrap_or_default();
    let fulfillment = &*order.display_fulfillment_status;
    let cancelled_at = time("cancelledAt", order.cancelled_at.as_deref())?;
    let standing = Standing {
        financial,
        fulfillment,
        cancelled: cancelled_at.is_some(),
        ordered,
        returned: sum(|item| item.returned),
        delivered,
        late: sent.iter().any(|one| one.display_status.as_deref() == Some("DELAYED")),
    };
    // What needs no shipping has no state of ours.
    let means = if items.is_empty() { None } else { standing.state() };
    let last =
        |at: fn(&ParcelRecord) -> Option<OffsetDateTime>| parcels.iter().filter_map(at).max();
    Ok(Records {
        order: OrderRecord {
            id: order.id.clone(),
            number: order.name.clone(),
            state: StoreState { name: format!("{financial} / {fulfillment}"), means },
            placed_at: needed("createdAt", &order.created_at)?,
            paid_at: paid_at(order, financial)?,
            packed_at: None,
            shipped_at: last(|parcel| parcel.shipped_at).filter(|_| left == ordered),
            delivered_at: last(|parcel| parcel.delivered_at).filter(|_| delivered),
            returned_at,
            cancelled_at,
            refunded_at: refunded_at(order)?,
            updated_at: Some(needed("updatedAt", &order.updated_at)?),
            unkept: vec!["packed_at"],
            email: order.email.clone().unwrap_or_default(),
            delivery_address: order.shipping_address.as_ref().map(|to| to.formatted.join("\n")),
            currency: Some(order.total_price_set.shop_money.currency_code.clone()),
            total_minor: Some(minor_units(&order.total_price_set.shop_money)?),
            // Taxes, tips, duties and rounding make Shopify's parts no sum of ours.
            lines_minor: None,
            shipping_minor: None,
            discount_minor: None,
            refunded_minor: Some(minor_units(&order.total_refunded_set.shop_money)?),
        },
        items,
        parcels,
    })
}

fn refuse_full_lists(order: &ShopifyOrder) -> Result<(), String> {
    let lengths = [order.transactions.len(), order.fulfillments.len(), order.refunds.len()];
    let full = FULL.iter().zip(lengths).find(|((_, most), length)| length >= most);
    full.map_or(Ok(()), |((name, most), _)| Err(format!("{most} or more {name}")))
}

fn shipped_units<'o>(sent: &[&'o Fulfillment]) -> Result<Units<'o>, String> {
    let mut units = Units::new();
    for one in sent {
        for line in one.lines.all("lines in a fulfillment")? {
            let quantity = line.quantity.ok_or("a fulfillment line without a quantity")?;
            add(&mut units, &line.line_item.id, quantity);
        }
    }
    Ok(units)
}

/// What was received back: units that a return has processed, and units that were restocked as
/// returned by a refund without one. With the time of the last of them, if all have one.
fn returned_units(order: &ShopifyOrder) -> Result<(Units<'_>, Option<OffsetDateTime>), String> {
    let mut units = Units::new();
    let mut times = Vec::new();
    for one in order.returns.all("returns")? {
        let mut any = false;
        for line in one.return_line_items.all("lines in a return")? {
            if let Some(fulfilled) = line.fulfillment_line_item.as_ref() {
                any |= line.processed_quantity > 0;
                add(&mut units, &fulfilled.line_item.id, line.processed_quantity);
            }
        }
        if any {
            times.push(time("closedAt", one.closed_at.as_deref())?);
        }
    }
    for refund in order.refunds.iter().filter(|refund| refund.r#return.is_none()) {
        let lines = refund.lines.all("lines in a refund")?;
        let mut came_back = lines.iter().filter(|line| line.restock_type == "RETURN").peekable();
        if came_back.peek().is_some() {
            times.push(time("refund.createdAt", refund.created_at.as_deref())?);
        }
        for line in came_back {
            add(&mut units, &line.line_item.id, line.quantity);
        }
    }
    let all: Option<Vec<OffsetDateTime>> = times.into_iter().collect();
    Ok((units, all.and_then(|all| all.into_iter().max())))
}

fn add<'o>(units: &mut Units<'o>, line: &'o str, quantity: u32) {
    let sum = units.entry(line).or_default();
    *sum = sum.saturating_add(quantity);
}

/// The lines that are shipped. A unit is ordered if it was sent or is still to be sent; units that
/// were taken out again are neither. Where none is left, the order was given up as a whole, and
/// the lines stand as they were ordered.
fn items(
    order: &ShopifyOrder,
    shipped: &Units<'_>,
    returned: &Units<'_>,
) -> Result<Vec<ItemRecord>, String> {
    let of = |units: &Units<'_>, line: &LineItem| units.get(&*line.id).copied().unwrap_or_default();
    let kept = |line: &LineItem| of(shipped, line).saturating_add(line.unfulfilled_quantity);
    let lines = lines(&order.line_items)?;
    let given_up = lines.iter().all(|line| kept(line) == 0);
    if let Some(line) = lines.iter().find(|line| !given_up && kept(line) < line.current_quantity) {
        let (all, kept) = (line.current_quantity, kept(line));
        return Err(format!("{}: of {all} units only {kept} are sent or to be sent", line.id));
    }
    let record = |line: &&LineItem| ItemRecord {
        order_id: order.id.clone(),
        line_id: line.id.clone(),
        name: line.name.clone(),
        quantity: if given_up { line.quantity } else { kept(line) },
        shipped: of(shipped, line),
        returned: of(returned, line),
        unit_minor: None,
    };
    Ok(lines.iter().map(record).filter(|item| item.quantity > 0).collect())
}

fn lines(page: &Page<LineItem>) -> Result<Vec<&LineItem>, String> {
    Ok(page.all("line items")?.iter().filter(|line| line.requires_shipping).collect())
}

/// One parcel for each tracking number; a fulfillment without one is a parcel too.
fn parcels(
    order: &str,
    sent: &[&Fulfillment],
    items: &[ItemRecord],
) -> Result<Vec<ParcelRecord>, String> {
    let mut parcels = Vec::new();
    for one in sent {
        let record = ParcelRecord {
            order_id: order.to_owned(),
            parcel_id: one.id.clone(),
            carrier: "—".to_owned(),
            tracking_number: None,
            tracking_url: None,
            shipped_at: Some(needed("fulfillment.createdAt", &one.created_at)?),
            expected_at: time("estimatedDeliveryAt", one.estimated_delivery_at.as_deref())?,
            delivered_at: time("deliveredAt", one.delivered_at.as_deref())?,
            items: packed(one, items)?,
        };
        if one.tracking_info.is_empty() {
            parcels.push(record);
            continue;
        }
        parcels.extend(one.tracking_info.iter().enumerate().map(|(at, tracking)| ParcelRecord {
            parcel_id: format!("{}/{at}", one.id),
            carrier: some(tracking.company.as_ref()).unwrap_or_else(|| record.carrier.clone()),
            tracking_number: some(tracking.number.as_ref()),
            tracking_url: some(tracking.url.as_ref()),
            ..record.clone()
        }));
    }
    Ok(parcels)
}

/// What a fulfillment holds of what is shipped. Of several parcels Shopify does not tell which
/// holds what.
fn packed(one: &Fulfillment, items: &[ItemRecord]) -> Result<Option<Vec<PackedItem>>, String> {
    if one.tracking_info.len() > 1 {
        return Ok(None);
    }
    let units = shipped_units(&[one])?;
    let of = |item: &ItemRecord| {
        let quantity = *units.get(&*item.line_id).filter(|quantity| **quantity > 0)?;
        Some(PackedItem { line_id: item.line_id.clone(), quantity })
    };
    Ok(Some(items.iter().filter_map(of).collect()))
}

fn some(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn all_delivered(parcels: &[ParcelRecord]) -> bool {
    !parcels.is_empty() && parcels.iter().all(|parcel| parcel.delivered_at.is_some())
}

/// When the last payment arrived, once everything is paid. An order that costs nothing is paid when
/// it is placed.
fn paid_at(order: &ShopifyOrder, financial: &str) -> Result<Option<OffsetDateTime>, String> {
    if !matches!(financial, "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED") {
        return Ok(None);
    }
    let paid = order
        .transactions
        .iter()
        .filter(|one| matches!(&*one.kind, "SALE" | "CAPTURE") && one.status == "SUCCESS");
    let times = paid.map(|one| time("transaction.processedAt", one.processed_at.as_deref()));
    let last = times.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().max();
    match last {
        None if minor_units(&order.total_price_set.shop_money)? == 0 => {
            needed("createdAt", &order.created_at).map(Some)
        }
        last => Ok(last),
    }
}

fn refunded_at(order: &ShopifyOrder) -> Result<Option<OffsetDateTime>, String> {
    let times = order.refunds.iter().map(|refund| time("createdAt", refund.created_at.as_deref()));
    Ok(times.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().max())
}

fn time(name: &str, text: Option<&str>) -> Result<Option<OffsetDateTime>, String> {
    text.map(|text| needed(name, text)).transpose()
}

fn needed(name: &str, text: &str) -> Result<OffsetDateTime, String> {
    parse_time(text).ok_or_else(|| format!("{name} is {text:?}, which is no time"))
}
