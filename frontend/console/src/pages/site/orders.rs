//! The connection to orders: tried, explained, and kept when nothing is wrong.

use crate::api::on_site;
use crate::desk::Desk;
use crate::parts::{Field, Notice, Toasts};
use leptos::prelude::*;
use vouch_shared::setup::{OrdersConnection, OrdersFinding, OrdersFindings, SiteSetup};

/// Kinds of stores, by the name of the preset.
const PRESETS: [(&str, &str); 9] = [
    ("medusa", "Medusa"),
    ("woocommerce", "WooCommerce (HPOS)"),
    ("magento", "Magento"),
    ("saleor", "Saleor"),
    ("solidus", "Solidus"),
    ("vendure", "Vendure"),
    ("django-oscar", "django-oscar"),
    ("shopify", "Shopify"),
    ("http", "Your own HTTP endpoint"),
];

#[derive(Clone, Copy)]
struct Filled {
    preset: RwSignal<String>,
    url: RwSignal<String>,
    key: RwSignal<String>,
    api_version: RwSignal<String>,
    number: RwSignal<String>,
}

impl Filled {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            preset: RwSignal::new("medusa".to_owned()),
            url: empty(),
            key: empty(),
            api_version: empty(),
            number: empty(),
        }
    }

    fn connection(self) -> OrdersConnection {
        let given = |text: RwSignal<String>| {
            let text = text.get_untracked();
            (!text.trim().is_empty()).then_some(text)
        };
        OrdersConnection {
            preset: self.preset.get_untracked(),
            url: self.url.get_untracked(),
            key: given(self.key),
            api_version: given(self.api_version),
            allow_writable_role: None,
            number: given(self.number),
        }
    }
}

/// The form with what was found.
pub(super) fn orders(
    desk: Desk,
    setup: SiteSetup,
    again: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let toasts = Toasts::of_context();
    let filled = Filled::new();
    let (findings, fault) = (RwSignal::new(None::<OrdersFindings>), RwSignal::new(None::<String>));
    let working = RwSignal::new(false);
    let site = StoredValue::new(setup.site.clone());
    let send = move |keep: bool| {
        working.set(true);
        fault.set(None);
        let connection = filled.connection();
        leptos::task::spawn_local(async move {
            let (api, site) = (desk.api, site.get_value());
            let answer: Result<OrdersFindings, _> = if keep {
                api.put(&on_site(&site, "orders"), &connection).await
            } else {
                api.post(&on_site(&site, "orders/check"), &connection).await
            };
            working.set(false);
            match answer {
                Ok(found) if keep && found.good => {
                    toasts.say("Orders are connected.");
                    again();
                }
                Ok(found) => findings.set(Some(found)),
                Err(failure) => fault.set(Some(failure.words())),
            }
        });
    };
    let state = match &setup.orders {
        Some(orders) => format!("Connected: {} ({}).", orders.preset, orders.place),
        None => "Not connected: questions about orders go to people.".to_owned(),
    };
    let takes_key = move || matches!(filled.preset.get().as_str(), "shopify" | "http");
    view! {
        <section class="sheet" data-testid="orders">
            <h2>"Orders"</h2>
            <p class="quiet">{state}</p>
            <form class="stack" on:submit=move |event| { event.prevent_default(); send(false); }>
                {kinds(filled.preset)}
                <Field label="Connection string of a role that can only read" kind="password" value=filled.url/>
                {move || takes_key().then(|| view! {
                    <Field label="Key or access token" kind="password" value=filled.key/>
                })}
                {move || (filled.preset.get() == "shopify").then(|| view! {
                    <Field label="Version of the Admin API, such as 2026-10" value=filled.api_version/>
                })}
                <Field label="An order number to try (optional)" value=filled.number/>
                <Notice words=fault/>
                {move || findings.get().map(found)}
                <div class="row end">
                    <button class="secondary" disabled=move || working.get()>"Try"</button>
                    <button type="button" class="primary" on:click=move |_| send(true)
                        disabled=move || working.get() || !findings.get().is_some_and(|it| it.good)>
                        "Connect"
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

fn kinds(preset: RwSignal<String>) -> impl IntoView {
    let options = PRESETS.map(|(value, name)| view! { <option value=value>{name}</option> });
    view! {
        <label class="field">
            <span>"Your store"</span>
            <select prop:value=move || preset.get()
                on:change=move |event| preset.set(event_target_value(&event))>
                {options.into_iter().collect_view()}
            </select>
            <span class="hint">"Any other store connects by three queries of your own; see docs/connectors.md."</span>
        </label>
    }
}

fn found(findings: OrdersFindings) -> impl IntoView {
    let row = |finding: OrdersFinding| {
        let (tone, word) = match (finding.ok, finding.warning) {
            (false, _) => ("fault", "wrong"),
            (true, true) => ("attention", "look at it"),
            (true, false) => ("good", "good"),
        };
        view! {
            <li>
                <span class="mark" data-tone=tone>{word}</span>" "
                <strong>{finding.subject}</strong>": "{finding.detail}
            </li>
        }
    };
    let rows = findings.findings.into_iter().map(row).collect_view();
    view! { <ul class="plain" role="status" data-testid="findings">{rows}</ul> }
}
