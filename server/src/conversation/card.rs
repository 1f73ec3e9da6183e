//! What may be signed. A [`Payload`] comes from evidence only: approved sections, verified
//! orders, open gates, words of a signed-in member of staff, or the system's own wording. [`Issuer::sign`] takes nothing else, so
//! unverified text cannot become a card.

use crate::auth::jws::PrivateKey;
use crate::clock::{new_id, timestamp};
use crate::generation::OpenGates;
use crate::handoff::words::StaffWords;
use crate::knowledge::approved::ApprovedSection;
use crate::orders::{RecentOrders, VerifiedOrder};
use crate::texts::Texts;
use time::OffsetDateTime;
use vouch_shared::block::{Block, plain_text};
use vouch_shared::card::{
    CARD_TYP, CHOOSE_ORDER, CHOOSE_PERSON, Card, CardBody, ChoiceOption, Evidence, Source,
    TRAINED_ALGORITHMIC_MEDIA,
};
use vouch_shared::handoff::HandoffReason;
use vouch_shared::id::{
    AnswerId, CardId, ConversationId, SiteKey, TicketNumber, Timestamp, TurnId,
};
use vouch_shared::order::{OrderProof, RecentOrder};
use vouch_shared::reply::Satisfaction;

/// A card's body with the evidence that it rests on. The fields are private to this file.
#[derive(Clone, Debug)]
pub struct Payload {
    body: CardBody,
    evidence: Evidence,
    /// The language of the text, where it is not the conversation's.
    locale: Option<String>,
}

impl Payload {
    fn system(key: &str, body: CardBody) -> Self {
        Self { body, evidence: Evidence::System { text: key.to_owned() }, locale: None }
    }

    /// "You are talking to an automatic assistant" (EU AI Act, article 50).
    pub fn notice(texts: &Texts) -> Self {
        let key = "notice.automatic";
        Self::system(key, CardBody::Notice { text: texts.get(key) })
    }

    /// The first words.
    pub fn greeting(texts: &Texts, quick_replies: Vec<ChoiceOption>) -> Self {
        let key = "greeting";
        Self::system(key, CardBody::Greeting { text: texts.get(key), quick_replies })
    }

    /// The first words, where two people approved other ones.
    pub fn approved_greeting(section: &ApprovedSection, quick_replies: Vec<ChoiceOption>) -> Self {
        Self {
            body: CardBody::Greeting { text: plain_text(section.blocks()), quick_replies },
            evidence: Evidence::Policy(section.evidence().clone()),
            locale: Some(section.evidence().locale.clone()),
        }
    }

    /// Approved text, verbatim.
    pub fn policy(section: &ApprovedSection) -> Self {
        Self {
            body: CardBody::Policy {
                title: section.title().to_owned(),
                document_title: section.document_title().to_owned(),
                blocks: section.blocks().to_vec(),
            },
            evidence: Evidence::Policy(section.evidence().clone()),
            locale: Some(section.evidence().locale.clone()),
        }
    }

    /// An order that passed every check.
    pub fn order(order: &VerifiedOrder, texts: &Texts) -> Self {
        let checks = order.checks().iter().map(|check| (*check).to_owned()).collect();
        let source = order.source().to_owned();
        let read_at = timestamp(order.read_at());
        Self {
            body: CardBody::Order { order: order.to_card(&|key| texts.get(key)) },
            evidence: Evidence::Order { source, read_at, checks },
            locale: None,
        }
    }

    /// Asks for what identifies an order; `again` is the key of why it is asked for again.
    pub fn order_form(texts: &Texts, number: Option<String>, again: Option<&str>) -> Self {
        let key = "order_form.text";
        let error = again.map(|key| texts.get(key));
        Self::system(key, order_form(texts.get(key), number, error, Vec::new()))
    }

    /// Lists the orders of whom the shop's signed identity names, above the form.
    pub fn own_orders(texts: &Texts, recent: &RecentOrders) -> Self {
        let checks = recent.checks().iter().map(|check| (*check).to_owned()).collect();
        let orders = recent.to_card(&|key| texts.get(key));
        Self {
            body: order_form(texts.get("order_form.own"), None, None, orders),
            evidence: Evidence::Order {
                source: recent.source().to_owned(),
                read_at: timestamp(recent.read_at()),
                checks,
            },
            locale: None,
        }
    }

    /// Asks for the code that was mailed, if the details were right; `again` after one that did
    /// not fit.
    pub fn code_form(texts: &Texts, number: &str, again: bool) -> Self {
        let key = "order_form.code_text";
        let body = CardBody::OrderForm {
            text: texts.get(key),
            number: Some(number.to_owned()),
            proofs: vec![OrderProof::Code],
            error: again.then(|| texts.get("order_form.code_wrong")),
            recent: Vec::new(),
        };
        Self::system(key, body)
    }

    /// Titles to choose from.
    pub fn choices(texts: &Texts, offers: &[Offer<'_>]) -> Self {
        let options: Vec<ChoiceOption> = offers.iter().map(|offer| offer.option(texts)).collect();
        let answers = options.iter().map(|option| option.choose.clone()).collect();
        Self {
            body: CardBody::Choices { text: texts.get("choices.text"), options },
            evidence: Evidence::Answers { answers },
            locale: None,
        }
    }

    /// "A person will answer", and by when, where that is promised.
    pub fn handoff(
        texts: &Texts,
        reason: HandoffReason,
        values: &[(&str, &str)],
        expected_by: Option<Timestamp>,
    ) -> Self {
        let key = format!("handoff.{}", reason.as_str());
        let text = texts.fill(&key, values);
        Self::system(&key, CardBody::Handoff { text, reason, expected_by })
    }

    /// What a shopper of a shop gets for a stored ticket: who will answer, where and by when.
    pub fn handoff_receipt(
        texts: &Texts,
        ticket: &TicketNumber,
        (shop, email): (&str, &str),
        expected_by: Option<Timestamp>,
    ) -> Self {
        let values = [("ticket", ticket.as_str()), ("email", email), ("shop", shop)];
        Self {
            body: CardBody::HandoffReceipt {
                text: texts.fill("receipt.text", &values),
                ticket: ticket.clone(),
                expected_by,
            },
            evidence: Evidence::Ticket { ticket: ticket.clone() },
            locale: None,
        }
    }

    /// What a person typed, under their name.
    pub fn staff_message(words: &StaffWords, ticket: &TicketNumber) -> Self {
        Self {
            body: CardBody::StaffMessage { name: words.name().to_owned(), blocks: words.blocks() },
            evidence: Evidence::Staff { ticket: ticket.clone() },
            locale: None,
        }
    }

    /// Tells what people do in the conversation: that one has taken it over, or given it back.
    pub fn talk_notice(texts: &Texts, key: &str, values: &[(&str, &str)]) -> Self {
        Self::system(key, CardBody::Notice { text: texts.fill(key, values) })
    }

    /// Tells that a ticket is closed, and asks whether that was right.
    pub fn satisfaction(texts: &Texts, ticket: &TicketNumber, values: &[(&str, &str)]) -> Self {
        let key = "talk.closed";
        let option = |verdict: Satisfaction| ChoiceOption {
            label: texts.get(&format!("talk.{}", verdict.as_str())),
            choose: satisfaction_choice(ticket, verdict),
        };
        let options = Satisfaction::ALL.map(option).to_vec();
        Self::system(key, CardBody::Choices { text: texts.fill(key, values), options })
    }

    /// Text that a model wrote, marked, above nothing but approved text. Needs evidence of open
    /// gates, of which there is none.
    pub fn generated(
        _gates: &OpenGates,
        model: &str,
        blocks: Vec<Block>,
        first: &ApprovedSection,
        more: &[&ApprovedSection],
    ) -> Self {
        let sources = std::iter::once(first).chain(more.iter().copied()).map(source).collect();
        Self {
            body: CardBody::Generated {
                blocks,
                digital_source_type: TRAINED_ALGORITHMIC_MEDIA.to_owned(),
                sources,
            },
            evidence: Evidence::Model { model: model.to_owned() },
            locale: None,
        }
    }
}

const SATISFACTION: &str = "satisfaction/";

/// What choosing a verdict on a ticket sends.
fn satisfaction_choice(ticket: &TicketNumber, verdict: Satisfaction) -> AnswerId {
    AnswerId(format!("{SATISFACTION}{ticket}/{}", verdict.as_str()))
}

/// The ticket and verdict of a choice that [`Payload::satisfaction`] offered.
pub fn parse_satisfaction(choice: &AnswerId) -> Option<(TicketNumber, Satisfaction)> {
    let (ticket, verdict) = choice.as_str().strip_prefix(SATISFACTION)?.split_once('/')?;
    Some((TicketNumber(ticket.to_owned()), Satisfaction::parse(verdict)?))
}

/// Something that can be offered to pick: only what there is an answer to.
#[derive(Clone, Copy, Debug)]
pub enum Offer<'a> {
    Section(&'a ApprovedSection),
    Order,
    Person,
}

impl Offer<'_> {
    /// The offer with its title. A section's title alone ("How long") says little, so its
    /// document's stands before it.
    pub fn option(&self, texts: &Texts) -> ChoiceOption {
        match self {
            Self::Section(section) => {
                ChoiceOption { label: section.full_title(), choose: section.answer().clone() }
            }
            Self::Order => {
                ChoiceOption { label: texts.get("quick.order"), choose: CHOOSE_ORDER.into() }
            }
            Self::Person => {
                ChoiceOption { label: texts.get("quick.person"), choose: CHOOSE_PERSON.into() }
            }
        }
    }
}

fn order_form(
    text: String,
    number: Option<String>,
    error: Option<String>,
    recent: Vec<RecentOrder>,
) -> CardBody {
    let proofs = vec![OrderProof::Email, OrderProof::Postcode];
    CardBody::OrderForm { text, number, proofs, error, recent }
}

fn source(section: &ApprovedSection) -> Source {
    Source {
        title: section.title().to_owned(),
        document_title: section.document_title().to_owned(),
        blocks: section.blocks().to_vec(),
        policy: section.evidence().clone(),
    }
}

/// Turns payloads into signed cards of one conversation.
pub struct Issuer<'a> {
    pub key: &'a PrivateKey,
    pub site: &'a SiteKey,
    pub conversation: &'a ConversationId,
    pub turn: Option<&'a TurnId>,
    pub locale: &'a str,
    pub now: OffsetDateTime,
}

impl Issuer<'_> {
    /// Signs one card.
    pub fn sign(&self, payload: &Payload) -> String {
        let card = Card {
            id: CardId(new_id(self.now)),
            site: self.site.clone(),
            conversation: self.conversation.clone(),
            turn: self.turn.cloned(),
            issued_at: timestamp(self.now),
            locale: payload.locale.clone().unwrap_or_else(|| self.locale.to_owned()),
            body: payload.body.clone(),
            evidence: payload.evidence.clone(),
        };
        self.key.sign(CARD_TYP, &card)
    }

    /// Signs several cards in order.
    pub fn sign_all(&self, payloads: &[Payload]) -> Vec<String> {
        payloads.iter().map(|payload| self.sign(payload)).collect()
    }
}
