//! The gate between what arrives and what is shown (P1): a [`VerifiedCard`] exists only if
//! [`verify`] made it, and card components take nothing else.

use crate::decode::{FromJs, is_known_kind};
use crate::jws::Unchecked;
use crate::keys::{TrustedKeys, is_valid_at};
use js_sys::JSON;
use std::sync::Arc;

use vouch_shared::card::{CARD_TYP, Card, CardBody, TRAINED_ALGORITHMIC_MEDIA};
use vouch_shared::id::{CardId, ConversationId};

/// A card whose signature, scope and marks were checked on this device.
#[derive(Clone, Debug)]
pub struct VerifiedCard(Arc<Card>);

impl VerifiedCard {
    /// The card, to read.
    pub fn card(&self) -> &Card {
        &self.0
    }
}

/// Why a card is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is not a card's JWS at all.
    Payload,
    /// No listed key has its `kid`, or that key was not valid when the card was issued.
    Kid,
    /// The signature is not by that key.
    Signature,
    /// It belongs to another site or conversation.
    Scope,
    /// A kind that this version does not know.
    Kind,
    /// A generated card without its mark or without the text that it rests on.
    Mark,
}

impl Reason {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Payload => "payload",
            Self::Kid => "kid",
            Self::Signature => "signature",
            Self::Scope => "scope",
            Self::Kind => "kind",
            Self::Mark => "mark",
        }
    }
}

/// A card that was refused; its id only where the signature held, for nothing else is known.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub reason: Reason,
    pub card: Option<CardId>,
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self { reason, card: None }
    }
}

/// Checks a card's JWS against the trusted keys, for this conversation.
pub async fn verify(
    jws: &str,
    keys: &TrustedKeys,
    conversation: &ConversationId,
) -> Result<VerifiedCard, Refusal> {
    let jws = Unchecked::parse(jws, CARD_TYP).ok_or(Reason::Payload)?;
    let key = jws.kid().and_then(|kid| keys.find(kid)).ok_or(Reason::Kid)?;
    let payload = jws.payload(&key.jwk).await.ok_or(Reason::Signature)?;
    let payload = JSON::parse(&payload).map_err(|_| Reason::Payload)?;
    if !is_known_kind(&payload) {
        return Err(Reason::Kind.into());
    }
    let card = Card::from_js(&payload).ok_or(Reason::Payload)?;
    let fault = if !is_valid_at(key, &card.issued_at) {
        Reason::Kid
    } else if card.site != *keys.site() || card.conversation != *conversation {
        Reason::Scope
    } else if !is_marked(&card.body) {
        Reason::Mark
    } else {
        return Ok(VerifiedCard(Arc::new(card)));
    };
    Err(Refusal { reason: fault, card: Some(card.id) })
}

/// Whether a generated card says so and stands on approved text (P6); other kinds need no mark.
fn is_marked(body: &CardBody) -> bool {
    match body {
        CardBody::Generated { digital_source_type, sources, .. } => {
            digital_source_type == TRAINED_ALGORITHMIC_MEDIA
                && !sources.is_empty()
                && sources.iter().all(|source| !source.blocks.is_empty())
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vouch_shared::block::{Block, Span};
    use vouch_shared::card::{PolicyEvidence, Source};

    fn source(blocks: Vec<Block>) -> Source {
        Source {
            title: "Returns".into(),
            document_title: "Returns".into(),
            blocks,
            policy: PolicyEvidence {
                document: "returns".into(),
                section: "how".into(),
                version: 1,
                locale: "en".into(),
                effective_from: None,
                content_hash: "sha256:0".into(),
                approved_at: "2026-01-01T00:00:00.000Z".into(),
            },
        }
    }

    fn generated(mark: &str, sources: Vec<Source>) -> CardBody {
        CardBody::Generated { blocks: Vec::new(), digital_source_type: mark.into(), sources }
    }

    #[test]
    fn generated_text_needs_its_mark_and_its_sources() {
        let text = || vec![Block::Paragraph { spans: vec![Span::plain("30 days")] }];
        assert!(is_marked(&generated(TRAINED_ALGORITHMIC_MEDIA, vec![source(text())])));
        assert!(!is_marked(&generated("", vec![source(text())])));
        assert!(!is_marked(&generated("human", vec![source(text())])));
        assert!(!is_marked(&generated(TRAINED_ALGORITHMIC_MEDIA, vec![])));
        assert!(!is_marked(&generated(TRAINED_ALGORITHMIC_MEDIA, vec![source(vec![])])));
    }
}
