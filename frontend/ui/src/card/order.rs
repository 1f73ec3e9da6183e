//! An order: where it stands, its way, what is in it and what has been sent.

use crate::card::parcel::parcels;
use crate::card::verified_mark::verified_mark;
use crate::date;
use crate::icon::{CHECK, icon};
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::order::{Order, OrderItem, OrderState, OrderStep};

pub(crate) fn order(order: &Order, locale: &str) -> AnyView {
    let texts = Texts::of_context();
    let placed = date::day(order.placed_at.as_str(), locale);
    let read = date::moment_with_zone(order.read_at.as_str(), locale);
    view! {
        <p class="source">{texts.fill("order.placed", &[("date", &placed)])}</p>
        <h3>{texts.fill("order.title", &[("number", &order.number)])}</h3>
        <div class="state" data-tone=tone(order.state) data-testid="order-state">
            <strong>{order.state_label.clone()}</strong>
            <p>{order.state_text.clone()}</p>
        </div>
        {steps(&order.steps, locale)}
        {items(&order.items)}
        {parcels(&order.parcels, locale)}
        <p class="meta">
            {verified_mark()}
            <span data-testid="order-read">
                {texts.fill("order.read", &[("date", &read)])}
            </span>
        </p>
    }
    .into_any()
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

fn steps(steps: &[OrderStep], locale: &str) -> AnyView {
    let texts = Texts::of_context();
    let step = |step: &OrderStep| {
        let said = texts.get(if step.done { "order.step_done" } else { "order.step_open" });
        let at = step.at.as_ref().map(|at| date::day_and_time(at.as_str(), locale));
        view! {
            <li class:done=step.done>
                <span class="dot">{step.done.then(|| icon(CHECK))}</span>
                <span class="label">
                    {step.label.clone()}
                    <span class="unseen">", "{said}</span>
                </span>
                {at.map(|at| view! { <span class="at">{at}</span> })}
            </li>
        }
    };
    view! {
        <ol class="steps" aria-label=texts.get("order.steps")>
            {steps.iter().map(step).collect_view()}
        </ol>
    }
    .into_any()
}

fn items(items: &[OrderItem]) -> AnyView {
    let texts = Texts::of_context();
    let item = |item: &OrderItem| {
        let notes = [sent_note(item, texts), returned_note(item, texts)];
        view! {
            <li>
                <span class="quantity">{item.quantity.to_string()}" ×"</span>
                <span>
                    <span dir="auto">{item.name.clone()}</span>
                    {notes.into_iter().flatten()
                        .map(|note| view! { <small>{note}</small> })
                        .collect_view()}
                </span>
            </li>
        }
    };
    view! {
        <h4>{texts.get("order.items")}</h4>
        <ul class="items">{items.iter().map(item).collect_view()}</ul>
    }
    .into_any()
}

/// How much of a line was sent, while that is not all of it.
fn sent_note(item: &OrderItem, texts: Texts) -> Option<String> {
    (0 < item.shipped && item.shipped < item.quantity).then(|| {
        let (n, total) = (item.shipped.to_string(), item.quantity.to_string());
        texts.fill("order.item_shipped", &[("n", &n), ("total", &total)])
    })
}

fn returned_note(item: &OrderItem, texts: Texts) -> Option<String> {
    (item.returned > 0)
        .then(|| texts.fill("order.item_returned", &[("n", &item.returned.to_string())]))
}
