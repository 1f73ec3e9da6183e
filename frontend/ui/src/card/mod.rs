//! One component for each kind of card. [`CardView`] is the way in: it takes nothing but a
//! verified card, and picks the component by kind.

mod choices;
mod feedback;
mod generated;
mod greeting;
mod handoff;
mod order;
mod order_form;
mod parcel;
mod policy;
mod verified_mark;

use crate::verified::VerifiedCard;
use leptos::prelude::*;
use vouch_shared::card::CardBody;

/// A verified card. `active` tells whether its form may still be used.
#[component]
pub fn CardView(card: VerifiedCard, active: Signal<bool>) -> impl IntoView {
    let locale = &card.card().locale;
    let (kind, content) = match &card.card().body {
        CardBody::Greeting { text, quick_replies } => {
            ("greeting", greeting::greeting(text, quick_replies))
        }
        CardBody::Notice { text } => ("notice", plain(text)),
        CardBody::Policy { title, document_title, blocks } => {
            ("policy", policy::policy(card.card(), title, document_title, blocks))
        }
        CardBody::Order { order } => ("order", order::order(order, locale)),
        CardBody::OrderForm { text, number, proofs, error } => {
            ("order_form", order_form::order_form(text, number.clone(), proofs, error.clone()))
        }
        CardBody::Choices { text, options } => ("choices", choices::choices(text, options)),
        CardBody::Generated { blocks, digital_source_type, sources } => {
            ("generated", generated::generated(blocks, digital_source_type, sources, locale))
        }
        CardBody::Handoff { text, .. } => ("handoff", handoff::handoff(text, active)),
        CardBody::HandoffReceipt { text, ticket } => {
            ("handoff_receipt", handoff::receipt(text, ticket.as_str()))
        }
    };
    view! {
        <article class=format!("card {kind}") lang=locale.clone()
            data-testid=format!("card-{kind}")>
            {content}
        </article>
    }
}

/// A text of the system itself.
fn plain(text: &str) -> AnyView {
    view! { <p dir="auto">{text.to_owned()}</p> }.into_any()
}
