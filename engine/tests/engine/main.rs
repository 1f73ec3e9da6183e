//! The engine through its front door: what it answers, what it leaves to people, and that it says
//! the same every time.

mod decide;
mod hostile;
mod learn;
mod same;

use std::path::Path;
use std::sync::{Arc, OnceLock};
use vouch_encoder::Encoder;
use vouch_engine::embedder::Embedder;
use vouch_engine::knowledge::{Answer, KnowledgeSet, Settings};

const SETTINGS: Settings = Settings { risk: 0.02, orders: true };

/// The encoder, loaded once.
fn embedder() -> &'static Arc<Embedder> {
    static EMBEDDER: OnceLock<Arc<Embedder>> = OnceLock::new();
    EMBEDDER.get_or_init(|| Arc::new(Embedder::new(encoder())))
}

fn encoder() -> Encoder {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../weights/minilm-l6-v2-int8.vouch");
    let bytes = std::fs::read(&file).expect("no weights: run `cargo xtask setup`");
    Encoder::from_bytes(bytes.into()).expect("the weights are whole")
}

/// A small shop: how it takes returns, ships, is paid and repairs.
fn shop() -> KnowledgeSet {
    let answer = |id: &str, title: &str, text: &str, questions: &[&str]| Answer {
        id: id.into(),
        title: title.to_owned(),
        path: vec![id.split('/').next().unwrap_or_default().to_owned()],
        text: text.to_owned(),
        questions: questions.iter().map(|&question| question.to_owned()).collect(),
    };
    KnowledgeSet {
        locale: "en".to_owned(),
        version: 7,
        answers: vec![
            answer(
                "returns/how-long",
                "How long you can return things",
                "You can return anything within 30 days of delivery.",
                &[
                    "how long do i have to return something",
                    "what is the return period",
                    "how many days for returns",
                    "can i send it back after two weeks",
                    "return deadline",
                    "until when can i return my jacket",
                ],
            ),
            answer(
                "returns/cost",
                "What a return costs",
                "Returns cost 4 euros, taken from the refund.",
                &[
                    "what does a return cost",
                    "are returns free",
                    "do i have to pay for sending it back",
                    "how much is the return shipping",
                    "return fee",
                    "who pays the postage for a return",
                ],
            ),
            answer(
                "shipping/countries",
                "Where we deliver",
                "We deliver to all countries of the European Union and to Norway.",
                &[
                    "which countries do you ship to",
                    "do you deliver to norway",
                    "can you send it to germany",
                    "do you ship abroad",
                    "international delivery",
                    "is delivery to france possible",
                ],
            ),
            answer(
                "payments/methods",
                "How you can pay",
                "We take cards, PayPal and bank transfer.",
                &[
                    "how can i pay",
                    "do you take paypal",
                    "which payment methods do you accept",
                    "can i pay by credit card",
                    "is bank transfer possible",
                    "do you accept visa",
                ],
            ),
            answer(
                "warranty/repairs",
                "Repairs",
                "We repair zips and seams for free for two years.",
                &[
                    "do you repair zips",
                    "my zip is broken can you fix it",
                    "can you mend a torn seam",
                    "repair service",
                    "is there a free repair",
                    "how do i send something in for repair",
                ],
            ),
        ],
        out_of_scope: vec!["do you have jobs".to_owned(), "are you a robot".to_owned()],
    }
}
