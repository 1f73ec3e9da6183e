//! An order: where it stands, its way, what is in it and what has been sent.

use crate::card::details::details;
use crate::card::parcel::parcels;
use crate::card::policy::verified_line;
use crate::date;
use crate::drawing::{Drawing, draw};
use crate::icon::{CHECK, icon};
use crate::text::Texts;
use vouch_shared::order::{Order, OrderItem, OrderState, OrderStep};

pub(crate) fn order(order: &Order, locale: &str) -> Vec<Drawing> {
    let texts = Texts::of_context();
    let placed = date::day(order.placed_at.as_str(), locale);
    let read = date::moment_with_zone(order.read_at.as_str(), locale);
    let read = texts.fill("order.read", &[("date", &read)]);
    let state = draw("div")
        .class("state")
        .set("data-tone", tone(order.state))
        .set("data-testid", "order-state")
        .child(draw("strong").text(&order.state_label))
        .child(draw("p").text(&order.state_text));
    let state = match &order.store_state {
        None => state,
        Some(name) => {
            state.child(draw("p").text(&texts.fill("order.store_state", &[("state", name)])))
        }
    };
    let waits = order.state == OrderState::PartlyShipped;
    let items = order.items.iter().map(|line| item(line, waits)).collect();
    let mut drawings = vec![
        draw("p").class("source").text(&texts.fill("order.placed", &[("date", &placed)])),
        draw("h3").text(&texts.fill("order.title", &[("number", &order.number)])),
        state,
        steps(&order.steps, locale),
        draw("h4").text(&texts.get("order.items")),
        draw("ul").class("items").children(items),
    ];
    drawings.extend(parcels(&order.parcels, locale));
    if let Some(of_owner) = &order.details {
        drawings.extend(details(of_owner));
    }
    let read = draw("span").set("data-testid", "order-read").text(&read);
    drawings.push(verified_line().child(read));
    drawings
}

/// Which colour goes with a state. The words beside it say the same.
fn tone(state: OrderState) -> &'static str {
    match state {
        OrderState::Delivered => "good",
        OrderState::Unpaid | OrderState::Delayed => "attention",
        OrderState::Cancelled | OrderState::Refunded | OrderState::Returned => "closed",
        OrderState::Paid
        | OrderState::Packed
        | OrderState::PartlyShipped
        | OrderState::Shipped
        | OrderState::PartlyReturned => "moving",
    }
}

fn steps(steps: &[OrderStep], locale: &str) -> Drawing {
    let label = Texts::of_context().get("order.steps");
    let all = steps.iter().map(|item| step(item, locale)).collect();
    draw("ol").class("steps").set("aria-label", &label).children(all)
}

fn step(step: &OrderStep, locale: &str) -> Drawing {
    let said =
        Texts::of_context().get(if step.done { "order.step_done" } else { "order.step_open" });
    let dot = draw("span").class("dot");
    let dot = if step.done { dot.child(icon(CHECK)) } else { dot };
    let label = draw("span")
        .class("label")
        .text(&step.label)
        .child(draw("span").class("unseen").text(", ").text(&said));
    let line = draw("li").class(if step.done { "done" } else { "" }).child(dot).child(label);
    let Some(at) = &step.at else { return line };
    line.child(draw("span").class("at").text(&date::day_and_time(at.as_str(), locale)))
}

/// One line; `waits` where other lines were sent before it.
fn item(item: &OrderItem, waits: bool) -> Drawing {
    let name = draw("span").child(draw("span").set("dir", "auto").text(&item.name));
    let notes = [sent_note(item, waits), returned_note(item)];
    let described =
        notes.into_iter().flatten().fold(name, |name, note| name.child(draw("small").text(&note)));
    let quantity = format!("{} ×", item.quantity);
    draw("li").child(draw("span").class("quantity").text(&quantity)).child(described)
}

/// How much of a line was sent, while that is not all of it.
fn sent_note(item: &OrderItem, waits: bool) -> Option<String> {
    if waits && item.shipped == 0 {
        return Some(Texts::of_context().get("order.item_waiting"));
    }
    (0 < item.shipped && item.shipped < item.quantity).then(|| {
        let (n, total) = (item.shipped.to_string(), item.quantity.to_string());
        Texts::of_context().fill("order.item_shipped", &[("n", &n), ("total", &total)])
    })
}

fn returned_note(item: &OrderItem) -> Option<String> {
    let n = item.returned.to_string();
    (item.returned > 0).then(|| Texts::of_context().fill("order.item_returned", &[("n", &n)]))
}
