//! The parcels of an order, with the carrier's tracking.

use crate::date;
use crate::drawing::{Drawing, draw};
use crate::icon::{PARCEL, icon};
use crate::text::Texts;
use vouch_shared::block::is_safe_href;
use vouch_shared::id::Timestamp;
use vouch_shared::order::{Parcel, ParcelItem};

/// The parcels under their heading; nothing while there are none.
pub(crate) fn parcels(parcels: &[Parcel], locale: &str) -> Vec<Drawing> {
    if parcels.is_empty() {
        return Vec::new();
    }
    // What a lone parcel holds, the lines of the order say.
    let several = parcels.len() > 1;
    let all = parcels.iter().enumerate().map(|(index, item)| {
        let held = item.items.iter().flatten().filter(|_| several);
        parcel(index + 1, item, held, locale)
    });
    vec![
        draw("h4").text(&Texts::of_context().get("order.parcels")),
        draw("ul").class("parcels").children(all.collect()),
    ]
}

fn parcel<'p>(
    number: usize,
    parcel: &Parcel,
    held: impl Iterator<Item = &'p ParcelItem>,
    locale: &str,
) -> Drawing {
    let texts = Texts::of_context();
    let name = texts.fill("order.parcel", &[("n", &number.to_string())]);
    let times = times(parcel).into_iter().fold(draw("p").class("times"), |line, (key, at)| {
        let day = date::day(at.as_str(), locale);
        line.child(draw("span").text(&texts.fill(key, &[("date", &day)])))
    });
    let mut about = draw("div")
        .child(draw("strong").text(&name))
        .child(draw("span").class("carrier").set("dir", "auto").text(&parcel.carrier));
    if let Some(number) = &parcel.tracking_number {
        about = about.child(draw("code").text(number));
    }
    about = about.child(times);
    let held: Vec<Drawing> = held.map(part).collect();
    if !held.is_empty() {
        about = about.child(draw("ul").class("held").children(held));
    }
    if let Some(url) = parcel.tracking_url.as_ref().filter(|url| is_safe_href(url)) {
        about = about.child(
            draw("a")
                .class("track")
                .set("href", url)
                .set("rel", "noopener")
                .set("target", "_blank")
                .text(&texts.get("order.track"))
                .child(draw("span").class("unseen").text(", ").text(&name)),
        );
    }
    draw("li").child(icon(PARCEL)).child(about)
}

/// So many of an item.
fn part(item: &ParcelItem) -> Drawing {
    let quantity = format!("{} × ", item.quantity);
    draw("li").text(&quantity).child(draw("span").set("dir", "auto").text(&item.name))
}

/// The times worth showing: an estimate only while the parcel has not arrived.
fn times(parcel: &Parcel) -> Vec<(&'static str, &Timestamp)> {
    let expected = parcel.expected_at.as_ref().filter(|_| parcel.delivered_at.is_none());
    let times = [
        ("order.shipped_on", parcel.shipped_at.as_ref()),
        ("order.expected_on", expected),
        ("order.delivered_on", parcel.delivered_at.as_ref()),
    ];
    times.into_iter().filter_map(|(key, at)| at.map(|at| (key, at))).collect()
}
