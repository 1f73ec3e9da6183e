//! The shopper's own orders, to pick one without typing its number.

use crate::actions::{Action, Actions};
use crate::card::policy::verified_line;
use crate::date;
use crate::drawing::{Drawing, draw, set_flag};
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::conversation::OrderClaim;
use vouch_shared::order::RecentOrder;

/// The orders, and the form for another one behind a button; just the form where there are none.
pub(crate) fn above(recent: &[RecentOrder], form: Drawing, locale: &str) -> Vec<Drawing> {
    if recent.is_empty() {
        return vec![form];
    }
    let other = RwSignal::new(false);
    let another = draw("button")
        .class("option quiet")
        .test_id("order-other")
        .text(&Texts::of_context().get("order_form.other"))
        .on("click", move |_| other.set(true))
        .live(move |button| set_flag(button, "hidden", other.get()));
    let form = form.live(move |form| set_flag(form, "hidden", !other.get()));
    let orders = recent.iter().map(|order| pick(order, locale)).collect();
    let list = draw("div").class("options").children(orders).child(another);
    vec![list, form, verified_line()]
}

fn pick(order: &RecentOrder, locale: &str) -> Drawing {
    let actions = Actions::of_context();
    let number = order.number.clone();
    let placed = date::day(order.placed_at.as_str(), locale);
    let placed = Texts::of_context().fill("order.placed", &[("date", &placed)]);
    let state = order.state_label.as_deref().unwrap_or_default();
    draw("button")
        .class("option own")
        .test_id("order-own")
        .child(draw("strong").text(&order.number))
        .child(draw("span").text(state))
        .child(draw("small").text(&placed))
        .live(move |button| set_flag(button, "aria-disabled", actions.busy.get()))
        .on("click", move |_| {
            let number = number.clone();
            let claim = OrderClaim { number, email: None, postcode: None, code: None };
            actions.act.run(Action::Claim(claim));
        })
}
