//! Insights: how many questions came, what became of them, how soon people replied, and what no
//! approved text answers.

mod bars;
mod days;
mod plot;
mod replies;
mod tiles;
mod unanswered;
mod words;

use crate::api::on_site;
use crate::desk::Desk;
use crate::parts::Notice;
use crate::router::Router;
use leptos::prelude::*;
use vouch_shared::insight::{Insights, PERIODS, USUAL_PERIOD};

const PATH: &str = "/console/insights";

/// The figures of the site that is looked at. The period stands in the address.
#[component]
pub(crate) fn InsightsPage() -> impl IntoView {
    let (desk, router) = (Desk::of_context(), Router::of_context());
    let days = Memo::new(move |_| {
        let asked = router.query("days").and_then(|days| days.parse().ok());
        asked.filter(|days| PERIODS.contains(days)).unwrap_or(USUAL_PERIOD)
    });
    let found = LocalResource::new(move || {
        let (site, days) = (desk.site().map(|access| access.site), days.get());
        async move {
            let path = on_site(&site?, &format!("insights?days={days}"));
            Some(desk.api.get::<Insights>(&path).await)
        }
    });
    let fault = move || found.get().flatten().and_then(Result::err).map(|fault| fault.words());
    let shown = move || match found.get().flatten() {
        Some(Ok(insights)) => figures(insights),
        Some(Err(_)) => ().into_any(),
        None => view! { <p class="quiet" role="status">"One moment …"</p> }.into_any(),
    };
    view! {
        <header class="head">
            <h1>"Insights"</h1>
            <Periods days/>
        </header>
        <Notice words=Signal::derive(fault)/>
        {shown}
        <unanswered::UnansweredSheet days/>
    }
}

#[component]
fn Periods(days: Memo<u16>) -> impl IntoView {
    let choice = move |length: u16| {
        let address = format!("{PATH}?days={length}");
        let current = move || (days.get() == length).then_some("page");
        view! { <a class="choice period" href=address aria-current=current>{format!("{length} days")}</a> }
    };
    view! { <nav class="choices" aria-label="Period">{PERIODS.map(choice).into_iter().collect_view()}</nav> }
}

fn figures(insights: Insights) -> AnyView {
    let asked = insights.total.questions() > 0;
    let zone = insights.zone.clone();
    let tiles = tiles::tiles(&insights);
    let reasons = bars::reasons(&insights);
    let replies = replies::replies(&insights);
    let days = insights.days;
    view! {
        {tiles}
        <section class="sheet" aria-labelledby="days-title">
            <header class="head">
                <h2 id="days-title">"Questions per day"</h2>
                <span class="quiet">{format!("Days in {zone}; today as far as it has come")}</span>
            </header>
            {if asked {
                view! { <plot::DaysPlot days=days.clone()/> }.into_any()
            } else {
                view! { <p class="empty">"Nobody has asked anything in these days."</p> }.into_any()
            }}
            {days::table(&days)}
        </section>
        <div class="halves">{reasons}{replies}</div>
    }
    .into_any()
}
