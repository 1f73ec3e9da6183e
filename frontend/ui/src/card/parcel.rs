//! The parcels of an order, with the carrier's tracking.

use crate::date;
use crate::icon::{PARCEL, icon};
use crate::text::Texts;
use leptos::prelude::*;
use vouch_shared::block::is_safe_href;
use vouch_shared::id::Timestamp;
use vouch_shared::order::Parcel;

pub(crate) fn parcels(parcels: &[Parcel], locale: &str) -> AnyView {
    if parcels.is_empty() {
        return ().into_any();
    }
    let all = parcels.iter().enumerate().map(|(index, item)| parcel(index + 1, item, locale));
    view! {
        <h4>{Texts::of_context().get("order.parcels")}</h4>
        <ul class="parcels">{all.collect_view()}</ul>
    }
    .into_any()
}

fn parcel(number: usize, parcel: &Parcel, locale: &str) -> AnyView {
    let texts = Texts::of_context();
    let name = texts.fill("order.parcel", &[("n", &number.to_string())]);
    let link = parcel.tracking_url.clone().filter(|url| is_safe_href(url)).map(|url| {
        view! {
            <a class="track" href=url rel="noopener" target="_blank">
                {texts.get("order.track")}
                <span class="unseen">", "{name.clone()}</span>
            </a>
        }
    });
    let times = times(parcel).map(|(key, at)| {
        let date = date::day(at.as_str(), locale);
        view! { <span>{texts.fill(key, &[("date", &date)])}</span> }
    });
    view! {
        <li>
            {icon(PARCEL)}
            <div>
                <strong>{name}</strong>
                <span class="carrier" dir="auto">{parcel.carrier.clone()}</span>
                {parcel.tracking_number.clone().map(|number| view! { <code>{number}</code> })}
                <p class="times">{times.collect_view()}</p>
                {link}
            </div>
        </li>
    }
    .into_any()
}

/// The times worth showing: an estimate only while the parcel has not arrived.
fn times(parcel: &Parcel) -> impl Iterator<Item = (&'static str, &Timestamp)> {
    let expected = parcel.expected_at.as_ref().filter(|_| parcel.delivered_at.is_none());
    [
        ("order.shipped_on", parcel.shipped_at.as_ref()),
        ("order.expected_on", expected),
        ("order.delivered_on", parcel.delivered_at.as_ref()),
    ]
    .into_iter()
    .filter_map(|(key, at)| at.map(|at| (key, at)))
}
