//! The life of one order: from its state and the moment it was placed follow its lines, payment,
//! parcels, returns and refunds, with times that come after each other and never after `now`.

use super::people::{Country, country_of};
use super::random::Random;
use super::rows::{
    CustomerRow, LineRow, Moment, OrderRow, PartRow, PaymentRow, RefundRow, ReturnRow, Rows,
    ShipmentRow,
};
use super::status::Status;
use super::write::id_after;
use crate::catalogue::Catalogue;
use crate::drawing::find_colour;
use crate::money::Currency;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// What is decided about an order before its life is told.
pub(super) struct Start {
    pub(super) number: String,
    pub(super) status: Status,
    pub(super) placed: Moment,
    pub(super) customer: CustomerRow,
    /// In how many parcels it travels, where its state allows more than one.
    pub(super) parcels: i64,
}

/// Tells lives, and keeps what all of them need.
pub(super) struct Teller<'a> {
    pub(super) random: Random,
    pub(super) catalogue: &'a Catalogue,
    pub(super) now: Moment,
    pub(super) rows: Rows,
}

/// One order while it is being told.
struct Tale {
    id: i64,
    status: Status,
    placed: Moment,
    paid: Moment,
    country: &'static Country,
    lines: std::ops::Range<usize>,
    total_minor: i64,
    lines_minor: i64,
    discount_minor: i64,
    /// The last thing that happened.
    last: Moment,
}

impl Teller<'_> {
    pub(super) fn tell(&mut self, start: Start) {
        let id = id_after(self.rows.orders.len());
        let country = country_of(start.customer.country);
        let lines = self.lines(
            id,
            country.currency,
            start.parcels.max(match start.status {
                Status::PartDispatched | Status::PartReturned => 2,
                _ => 1,
            }),
        );
        let lines_minor: i64 = self.rows.lines[lines.clone()].iter().map(amount).sum();
        let discount_minor = self.discount(lines_minor);
        let shipping_minor = shipping(country.currency, lines_minor - discount_minor);
        let total_minor = lines_minor + shipping_minor - discount_minor;
        let paid = self.soon(start.placed, MINUTE, 12 * MINUTE);
        let mut tale = Tale {
            id,
            status: start.status,
            placed: start.placed,
            paid,
            country,
            lines,
            total_minor,
            lines_minor,
            discount_minor,
            last: start.placed,
        };
        self.payment(&mut tale);
        let cancelled_at = self.fate(&mut tale, start.parcels);
        self.rows.orders.push(OrderRow {
            id,
            number: start.number,
            customer: start.customer,
            status: start.status,
            currency: country.currency,
            shipping_minor,
            discount_minor,
            total_minor,
            created_at: start.placed,
            promised_by: start.placed + (country.days + 2) * DAY,
            cancelled_at,
            updated_at: tale.last,
        });
    }

    /// Ships, returns, refunds or cancels; gives the time of the cancellation.
    fn fate(&mut self, tale: &mut Tale, parcels: i64) -> Option<Moment> {
        match tale.status {
            Status::AwaitingPayment | Status::Processing => None,
            Status::Cancelled => {
                tale.last = self.soon(tale.placed, HOUR, 47 * HOUR);
                Some(tale.last)
            }
            Status::MoneyBack if self.random.chance(45) => {
                let cancelled = self.soon(tale.paid, 5 * MINUTE, 3 * HOUR);
                let refunded = self.soon(cancelled, MINUTE, 5 * HOUR);
                self.refund(tale, tale.total_minor, "cancelled", refunded);
                Some(cancelled)
            }
            _ => {
                self.ship(tale, parcels);
                self.take_back(tale);
                None
            }
        }
    }

    fn lines(&mut self, order_id: i64, currency: Currency, least: i64) -> std::ops::Range<usize> {
        let from = self.rows.lines.len();
        let count = self.random.between(1, 4).max(least);
        while id_after(self.rows.lines.len() - from) <= count {
            let product = self.random.pick(&self.catalogue.products);
            let colour = self.random.pick(&product.colours);
            let size = self.random.pick(&product.sizes);
            let sku = format!("{}.{colour}.{size}", product.id);
            if self.rows.lines[from..].iter().any(|line| line.sku == sku) {
                continue;
            }
            let colour_name = find_colour(colour).map_or("", |colour| colour.name);
            self.rows.lines.push(LineRow {
                id: id_after(self.rows.lines.len()),
                order_id,
                sku,
                title: format!("{}, {colour_name}, {size}", product.name),
                quantity: if self.random.chance(12) { 2 } else { 1 },
                unit_minor: currency.list_price(product.eur),
            });
        }
        from..self.rows.lines.len()
    }

    /// A tenth off, to whole units of the currency, for one order in seven.
    fn discount(&mut self, lines_minor: i64) -> i64 {
        if self.random.chance(15) { lines_minor / 1_000 * 100 } else { 0 }
    }

    fn payment(&mut self, tale: &mut Tale) {
        let method = *self.random.pick(&["card", "card", "card", "paypal", "klarna", "apple_pay"]);
        let (status, captured_at) = match tale.status {
            Status::AwaitingPayment => ("pending", None),
            Status::Cancelled => ("void", None),
            _ => ("captured", Some(tale.paid)),
        };
        tale.last = captured_at.unwrap_or(tale.placed);
        self.rows.payments.push(PaymentRow {
            order_id: tale.id,
            method,
            status,
            amount_minor: tale.total_minor,
            created_at: tale.placed,
            captured_at,
        });
    }

    fn ship(&mut self, tale: &mut Tale, parcels: i64) {
        let lines = id_after(tale.lines.len()) - 1;
        let parcels = if tale.status == Status::PartDispatched { 2 } else { parcels.min(lines) };
        let stuck = tale.status == Status::HeldUp && self.random.chance(30);
        for parcel in 0..parcels {
            let packed = self.soon(tale.paid, HOUR, 20 * HOUR);
            let sent = self.soon(packed, 30 * MINUTE, 9 * HOUR);
            let waits = match tale.status {
                Status::Ready => true,
                Status::PartDispatched => parcel == 1,
                _ => stuck,
            };
            if tale.status == Status::PartDispatched && waits && self.random.chance(50) {
                continue;
            }
            let dispatched_at = (!waits).then_some(sent);
            let delivered_at = self.arrival(tale, parcel, parcels, sent).filter(|_| !waits);
            let id = self.parcel(tale, packed, dispatched_at, delivered_at);
            self.fill(tale, id, parcel, parcels);
            let latest = delivered_at.or(dispatched_at).unwrap_or(packed);
            tale.last = tale.last.max(latest);
        }
    }

    /// When a parcel arrives, if it has.
    fn arrival(&mut self, tale: &Tale, parcel: i64, parcels: i64, sent: Moment) -> Option<Moment> {
        let arrival = self.soon(sent, 20 * HOUR, tale.country.days * DAY);
        match tale.status {
            Status::PartDispatched => None,
            // Of several parcels on their way the first may have arrived.
            Status::Dispatched | Status::HeldUp => {
                let first = parcel == 0 && parcels > 1 && self.random.chance(50);
                first.then_some(arrival)
            }
            _ => Some(arrival),
        }
    }

    fn parcel(
        &mut self,
        tale: &Tale,
        packed: Moment,
        dispatched_at: Option<Moment>,
        delivered_at: Option<Moment>,
    ) -> i64 {
        let id = id_after(self.rows.shipments.len());
        let tracking_number = format!("FW{}{id:07}", 1_000 + self.random.between(0, 9_000));
        self.rows.shipments.push(ShipmentRow {
            id,
            order_id: tale.id,
            carrier: tale.country.carrier,
            tracking_url: format!("{}{tracking_number}", tale.country.tracking),
            tracking_number,
            label_created_at: packed,
            dispatched_at,
            estimated_at: self.estimate(tale, dispatched_at.unwrap_or(packed)),
            delivered_at,
        });
        id
    }

    /// The carrier's estimate, which lies ahead for a parcel that is on its way as planned.
    fn estimate(&self, tale: &Tale, sent: Moment) -> Moment {
        let planned = sent + tale.country.days * DAY;
        if tale.status == Status::Dispatched { planned.max(self.now + DAY) } else { planned }
    }

    /// Puts every `parcels`th line into a parcel.
    fn fill(&mut self, tale: &Tale, owner_id: i64, parcel: i64, parcels: i64) {
        for (line, turn) in self.rows.lines[tale.lines.clone()].iter().zip((0..parcels).cycle()) {
            if turn == parcel {
                let (line_id, quantity) = (line.id, line.quantity);
                self.rows.shipment_lines.push(PartRow { owner_id, line_id, quantity });
            }
        }
    }

    fn take_back(&mut self, tale: &mut Tale) {
        let count = match tale.status {
            Status::PartReturned => 1,
            Status::AllReturned | Status::MoneyBack => tale.lines.len(),
            _ => return,
        };
        let delivered = tale.last;
        let received_at = match tale.status {
            Status::AllReturned => {
                self.random.between(self.now - 4 * DAY, self.now - HOUR).max(delivered + DAY)
            }
            _ => self.soon(delivered, 3 * DAY, 18 * DAY),
        };
        let requested_at = delivered + (received_at - delivered) / 2;
        let reason =
            *self.random.pick(&["too_small", "too_large", "not_as_expected", "changed_mind"]);
        let id = id_after(self.rows.returns.len());
        let order_id = tale.id;
        self.rows.returns.push(ReturnRow {
            id,
            order_id,
            reason,
            requested_at,
            received_at: Some(received_at),
        });
        let mut value = 0;
        for line in &self.rows.lines[tale.lines.start..tale.lines.start + count] {
            value += amount(line);
            let (line_id, quantity) = (line.id, line.quantity);
            self.rows.return_lines.push(PartRow { owner_id: id, line_id, quantity });
        }
        tale.last = received_at;
        let refunded = self.soon(received_at, 2 * HOUR, 4 * DAY);
        match tale.status {
            Status::PartReturned => {
                let share = tale.discount_minor * value / tale.lines_minor;
                self.refund(tale, value - share, "return", refunded);
            }
            Status::MoneyBack => self.refund(tale, tale.total_minor, "return", refunded),
            _ => {}
        }
    }

    fn refund(&mut self, tale: &mut Tale, amount_minor: i64, reason: &'static str, at: Moment) {
        tale.last = at;
        self.rows.refunds.push(RefundRow {
            order_id: tale.id,
            amount_minor,
            reason,
            created_at: at,
        });
    }

    /// A moment that long after another, but before now.
    fn soon(&mut self, after: Moment, least: i64, most: i64) -> Moment {
        let wished = after + self.random.between(least, most);
        if wished < self.now { wished } else { after + (self.now - after) / 2 }
    }
}

fn amount(line: &LineRow) -> i64 {
    line.quantity * line.unit_minor
}

/// Standard delivery as the shipping policy has it: free from an amount of goods.
fn shipping(currency: Currency, goods_minor: i64) -> i64 {
    let (free_from, price) = match currency {
        Currency::Eur => (10_000, 590),
        Currency::Gbp => (9_000, 500),
        Currency::Sek => (90_000, 4_900),
        Currency::Nok => (120_000, 7_900),
        Currency::Usd => (20_000, 1_500),
    };
    if goods_minor >= free_from { 0 } else { price }
}
