//! One drawing for each kind of card. [`card_view`] is the way in: it takes nothing but a verified
//! card. A card is its facts, which are drawn once, and below them what a shopper can do.

mod details;
pub mod draft;
mod feedback;
mod generated;
mod options;
mod order;
mod order_form;
mod own_orders;
mod parcel;
mod policy;
mod receipt;

use crate::blocks;
use crate::contact_form::contact_form;
use crate::date::weekday_and_time;
use crate::drawing::{Drawing, draw};
use crate::icon::{PERSON, icon};
use crate::text::Texts;
use crate::verified::VerifiedCard;
use vouch_shared::block::Block;
use vouch_shared::card::{Card, CardBody, Evidence};
use vouch_shared::id::Timestamp;

/// Whether a form may still be used. It reads signals, so that the form follows them.
pub type Active = Box<dyn Fn() -> bool>;

/// A verified card. `active` tells whether its contact form may still be used.
pub fn card_view(card: &VerifiedCard, active: Active) -> Drawing {
    let card = card.card();
    let kind = kind_of(&card.body);
    draw("article")
        .class(&format!("card {kind}"))
        .set("lang", &card.locale)
        .test_id(&format!("card-{kind}"))
        .children(facts(card))
        .children(deeds(card, active))
}

/// The facts of a verified card, for somebody who is not the shopper: nothing on it can be used.
pub fn card_facts(card: &VerifiedCard) -> Drawing {
    let card = card.card();
    let kind = kind_of(&card.body);
    draw("article")
        .class(&format!("card {kind}"))
        .set("lang", &card.locale)
        .test_id(&format!("card-{kind}"))
        .children(facts(card))
        .children(offers(card))
}

/// The titles that a shopper could pick from, as a list.
fn offers(card: &Card) -> Vec<Drawing> {
    let labels: Vec<&str> = match &card.body {
        CardBody::Greeting { quick_replies: options, .. } | CardBody::Choices { options, .. } => {
            options.iter().map(|option| option.label.as_str()).collect()
        }
        CardBody::OrderForm { recent, .. } => {
            recent.iter().map(|order| order.number.as_str()).collect()
        }
        _ => Vec::new(),
    };
    if labels.is_empty() {
        return Vec::new();
    }
    let line = |label: &str| draw("li").set("dir", "auto").text(label);
    let lines = labels.into_iter().map(line).collect();
    vec![draw("div").class("text").child(draw("ul").test_id("offered").children(lines))]
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
        CardBody::StaffMessage { .. } => "staff_message",
    }
}

fn facts(card: &Card) -> Vec<Drawing> {
    match &card.body {
        CardBody::Greeting { text, .. }
        | CardBody::Notice { text }
        | CardBody::OrderForm { text, .. }
        | CardBody::Choices { text, .. } => vec![plain(text)],
        CardBody::Handoff { text, expected_by, .. } => {
            with_promise(vec![plain(text)], expected_by.as_ref())
        }
        CardBody::Policy { title, document_title, blocks } => {
            policy::policy(card, title, document_title, blocks)
        }
        CardBody::Order { order } => order::order(order, &card.locale),
        CardBody::Generated { blocks, digital_source_type, sources } => {
            generated::generated(blocks, digital_source_type, sources, &card.locale)
        }
        CardBody::HandoffReceipt { text, ticket, expected_by } => {
            let receipt = receipt::receipt(text, ticket.as_str());
            with_promise(receipt, expected_by.as_ref())
        }
        CardBody::StaffMessage { name, blocks } => staff_message(name, blocks),
    }
}

fn deeds(card: &Card, active: Active) -> Vec<Drawing> {
    match &card.body {
        CardBody::Greeting { quick_replies, .. } => vec![options::options(quick_replies)],
        CardBody::Choices { options, .. } => {
            let row = options::options(options);
            // A question of the system itself has all its answers.
            let is_open = matches!(card.evidence, Evidence::Answers { .. });
            vec![if is_open { row.child(options::none()) } else { row }]
        }
        CardBody::Policy { .. } => vec![feedback::feedback(&card.id)],
        CardBody::OrderForm { number, proofs, error, recent, .. } => {
            let form = order_form::order_form(number.as_deref(), proofs, error.as_deref());
            own_orders::above(recent, form, &card.locale)
        }
        CardBody::Handoff { .. } => vec![contact_form_while(active)],
        CardBody::Notice { .. }
        | CardBody::Order { .. }
        | CardBody::Generated { .. }
        | CardBody::HandoffReceipt { .. }
        | CardBody::StaffMessage { .. } => Vec::new(),
    }
}

/// The contact form, until a receipt that follows it says that it is done with.
pub fn contact_form_while(active: Active) -> Drawing {
    let form = contact_form();
    draw("div").live(move |frame| {
        if active() {
            frame.replace_children_with_node_1(form.element());
        } else {
            frame.replace_children_with_node_0();
        }
    })
}

/// What a person typed, under their name.
fn staff_message(name: &str, blocks: &[Block]) -> Vec<Drawing> {
    let from = Texts::of_context().fill("staff.from", &[("name", name)]);
    vec![
        draw("p").class("source").set("dir", "auto").child(icon(PERSON)).text(&from),
        blocks::text(blocks, "staff-text"),
    ]
}

/// Words about a person's answer, and by when it comes, if that is promised, as the reader's clock
/// and language tell it.
pub fn with_promise(mut words: Vec<Drawing>, expected_by: Option<&Timestamp>) -> Vec<Drawing> {
    if let Some(moment) = expected_by {
        let texts = Texts::of_context();
        let time = weekday_and_time(moment.as_str(), &texts.page_locale());
        let text = texts.fill("form.expected", &[("time", &time)]);
        words.push(plain(&text).test_id("expected"));
    }
    words
}

/// A text of the system itself.
fn plain(text: &str) -> Drawing {
    draw("p").set("dir", "auto").text(text)
}
