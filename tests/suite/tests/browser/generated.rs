//! The generated card's place in the widget (P6): a sample that the site's own key signed shows
//! all three marks above nothing but its sources; without mark or sources it is refused, however
//! well signed. The server never makes such a card, so a proxy slips it into a reply.

use crate::rewriter::Rewriter;
use crate::visit::{Visit, new_browser, payload, words};
use anyhow::{Context, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use std::fs;
use vouch_shared::card::TRAINED_ALGORITHMIC_MEDIA;
use vouch_tests::demo::Demo;

const WORDS: &str = "You have 45 days to send it back.";
const LABEL: &str = "Text written by AI, not checked by a person";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn generated_text_is_marked_three_ways_or_not_shown() -> Result<()> {
    let demo = Demo::setup().start()?;
    let rewriter = Rewriter::start(&demo).await?;
    let shop = rewriter.serve_shop(&demo)?;
    let visit = Visit { browser: new_browser().await?, demo };
    visit.go("/").await?;
    visit.open_widget().await?;
    let signer = SiteSigner::of(&visit.demo)?;

    let signing = signer.clone();
    rewriter.set(move |reply| Some(signing.replace(reply, |_| {})));
    visit.ask("What is your return window?").await?;
    ensure_marked(&visit).await?;
    visit.picture("generated").await?;

    for (round, (what, spoil)) in SPOILT.into_iter().enumerate() {
        let signing = signer.clone();
        rewriter.set(move |reply| Some(signing.replace(reply, spoil)));
        visit.ask("What is your return window?").await?;
        visit.browser.last_part("vouch-contact", round + 1).await.context(what)?;
        assert_eq!(visit.count("card-generated").await?, 1, "shown although {what}");
        let refusals = visit
            .browser
            .until("the refusal in the ledger", async || {
                let refusals = visit.ledger("refusal").await?;
                Ok((refusals.len() > round).then_some(refusals))
            })
            .await?;
        assert_eq!(refusals[round]["reason"], "mark", "{what}");
    }
    drop(shop);
    Ok(())
}

type Spoil = fn(&mut Value);

/// Why a card may not be shown, and what makes it so.
const SPOILT: [(&str, Spoil); 4] = [
    ("it has no mark", |card| card["digital_source_type"] = json!("")),
    ("its mark says that a person wrote it", |card| {
        card["digital_source_type"] =
            json!("http://cv.iptc.org/newscodes/digitalsourcetype/humanEdits");
    }),
    ("it has no sources", |card| card["sources"] = json!([])),
    ("its source has no text", |card| card["sources"][0]["blocks"] = json!([])),
];

async fn ensure_marked(visit: &Visit) -> Result<()> {
    let card = visit.browser.part("card-generated").await?;
    let written = visit.browser.part("generated-text").await?;
    // To see: a badge and a frame.
    assert_eq!(written.css_value("border-top-style").await?, "dashed");
    let text = words(&written).await?;
    assert!(text.starts_with("Written by AI") && text.contains(WORDS), "{text}");
    // To hear.
    assert_eq!(written.attr("role").await?.as_deref(), Some("group"));
    assert_eq!(written.attr("aria-label").await?.as_deref(), Some(LABEL));
    let tree =
        visit.browser.driver().cdp().send_raw("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("a tree has nodes")?;
    assert!(nodes.iter().any(|n| n["role"]["value"] == "group" && n["name"]["value"] == LABEL));
    // For programs.
    let mark = written.attr("data-digital-source-type").await?;
    assert_eq!(mark.as_deref(), Some(TRAINED_ALGORITHMIC_MEDIA));
    // Under its sources.
    let source = &visit.browser.in_widget("[data-testid=source-text]").await?[0];
    assert!(source.rect().await?.y + source.rect().await?.height <= written.rect().await?.y);
    assert!(words(source).await?.contains("within 45 days"), "{}", words(source).await?);
    assert!(words(&card).await?.contains("Version 1"));
    Ok(())
}

/// Signs in the site's name, with the key that the server signs with.
#[derive(Clone)]
struct SiteSigner {
    key: SigningKey,
    kid: String,
}

impl SiteSigner {
    fn of(demo: &Demo) -> Result<Self> {
        let folder = demo.folder().path.join("vouch/keys/pk_demo");
        let mut files = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?.into_iter();
        let file = files.find(|file| file.file_name() != "root.json").context("a signing key")?;
        let jwk: Value = serde_json::from_slice(&fs::read(file.path())?)?;
        let secret = URL_SAFE_NO_PAD.decode(jwk["d"].as_str().context("a private key")?)?;
        let kid = file.path().file_stem().context("a name")?.to_string_lossy().into_owned();
        Ok(Self { key: SigningKey::from_slice(&secret)?, kid })
    }

    /// The reply with a generated card in place of its policy card, spoilt and signed.
    fn replace(&self, mut reply: Value, spoil: impl Fn(&mut Value)) -> Value {
        let jws = reply["cards"][0].as_str().expect("a reply has a card");
        let mut card = generated(&payload(jws).expect("a card has a payload"));
        spoil(&mut card);
        reply["cards"] = json!([self.sign(&card)]);
        reply
    }

    fn sign(&self, card: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({"alg": "ES256", "typ": "vouch-card+jwt", "kid": self.kid});
        let signed = format!("{}.{}", part(&header), part(card));
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

/// A generated card that rests on the section of a policy card.
fn generated(policy: &Value) -> Value {
    let mut source = json!({
        "title": policy["title"],
        "document_title": policy["document_title"],
        "blocks": policy["blocks"],
        "policy": policy["evidence"],
    });
    source["policy"].as_object_mut().expect("evidence is an object").remove("type");
    let mut card = policy.clone();
    for name in ["title", "document_title"] {
        card.as_object_mut().expect("a card is an object").remove(name);
    }
    card["kind"] = json!("generated");
    card["blocks"] = json!([{"type": "paragraph", "spans": [{"text": WORDS}]}]);
    card["digital_source_type"] = json!(TRAINED_ALGORITHMIC_MEDIA);
    card["sources"] = json!([source]);
    card["evidence"] = json!({"type": "model", "model": "sample"});
    card
}
