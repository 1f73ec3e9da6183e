//! What only whoever placed an order sees of it: where it goes and what it costs.

use crate::date::money;
use crate::drawing::{Drawing, draw};
use crate::text::Texts;
use vouch_shared::order::{Amounts, OrderDetails};

pub(crate) fn details(details: &OrderDetails) -> Vec<Drawing> {
    let texts = Texts::of_context();
    let mut drawings = Vec::new();
    if !details.address.is_empty() {
        let line = |line: &String| draw("p").set("dir", "auto").text(line);
        let lines = details.address.iter().map(line).collect();
        drawings.push(draw("h4").text(&texts.get("order.address")));
        drawings.push(draw("address").test_id("order-address").children(lines));
    }
    if let Some(sums) = &details.amounts {
        drawings.push(draw("h4").text(&texts.get("order.amounts")));
        drawings.push(amounts(sums));
    }
    drawings
}

fn amounts(sums: &Amounts) -> Drawing {
    let texts = Texts::of_context();
    let locale = texts.page_locale();
    let discount = sums.discount.as_ref().map(|amount| ["-", amount].concat());
    let rows = [
        ("order.lines", sums.lines.as_ref()),
        ("order.shipping", sums.shipping.as_ref()),
        ("order.discount", discount.as_ref()),
        ("order.total", Some(&sums.total)),
        ("order.refunded", sums.refunded.as_ref()),
    ];
    let list = draw("dl").class("amounts").test_id("order-amounts");
    rows.into_iter().fold(list, |list, (key, amount)| {
        let Some(amount) = amount else { return list };
        let class = if key == "order.total" { "total" } else { "" };
        let row = draw("div").class(class).child(draw("dt").text(&texts.get(key)));
        list.child(row.child(draw("dd").text(&money(amount, &sums.currency, &locale))))
    })
}
