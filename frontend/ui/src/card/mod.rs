//! One drawing for each kind of card. [`CardView`] is the way in: it takes nothing but a verified
//! card. A card is its facts, which are drawn once, and below them what a shopper can do.

mod feedback;
mod generated;

mod options;
mod order;
mod order_form;
mod parcel;
mod policy;
mod receipt;

use crate::contact_form::ContactForm;
use crate::drawing::{Drawing, draw, fill};
use crate::verified::VerifiedCard;
use leptos::html::Div;
use leptos::prelude::*;
use vouch_shared::card::{Card, CardBody};

/// A verified card. `active` tells whether its contact form may still be used.
#[component]
pub fn CardView(card: VerifiedCard, active: Signal<bool>) -> impl IntoView {
    let card = card.card();
    let kind = kind_of(&card.body);
    let frame = NodeRef::<Div>::new();
    let facts = facts(card);
    frame.on_load(move |frame| fill(&frame, facts));
    view! {
        <article class=format!("card {kind}") lang=card.locale.clone()
            data-testid=format!("card-{kind}")>
            <div node_ref=frame></div>
            {deeds(card, active)}
        </article>
    }
}

/// The kind of a card, as it is on the wire.
pub fn kind_of(body: &CardBody) -> &'static str {
    match body {
        CardBody::Greeting { .. } => "greeting",
        CardBody::Notice { .. } => "notice",
        CardBody::Policy { .. } => "policy",
        CardBody::Order { .. } => "order",
        CardBody::OrderForm { .. } => "order_form",
        CardBody::Choices { .. } => "choices",
        CardBody::Generated { .. } => "generated",
        CardBody::Handoff { .. } => "handoff",
        CardBody::HandoffReceipt { .. } => "handoff_receipt",
    }
}

fn facts(card: &Card) -> Vec<Drawing> {
    match &card.body {
        CardBody::Greeting { text, .. }
        | CardBody::Notice { text }
        | CardBody::OrderForm { text, .. }
        | CardBody::Choices { text, .. }
        | CardBody::Handoff { text, .. } => vec![plain(text)],
        CardBody::Policy { title, document_title, blocks } => {
            policy::policy(card, title, document_title, blocks)
        }
        CardBody::Order { order } => order::order(order, &card.locale),
        CardBody::Generated { blocks, digital_source_type, sources } => {
            generated::generated(blocks, digital_source_type, sources, &card.locale)
        }
        CardBody::HandoffReceipt { text, ticket } => receipt::receipt(text, ticket.as_str()),
    }
}

fn deeds(card: &Card, active: Signal<bool>) -> AnyView {
    match &card.body {
        CardBody::Greeting { quick_replies, .. } => options::options(quick_replies, false),
        CardBody::Choices { options, .. } => options::options(options, true),
        CardBody::Policy { .. } => feedback::feedback(card.id.clone()),
        CardBody::OrderForm { number, proofs, error, .. } => {
            order_form::order_form(number.clone(), proofs.clone(), error.clone())
        }
        CardBody::Handoff { .. } => {
            (move || active.get().then(|| view! { <ContactForm/> })).into_any()
        }
        CardBody::Notice { .. }
        | CardBody::Order { .. }
        | CardBody::Generated { .. }
        | CardBody::HandoffReceipt { .. } => ().into_any(),
    }
}

/// A text of the system itself.
fn plain(text: &str) -> Drawing {
    draw("p").set("dir", "auto").text(text)
}
