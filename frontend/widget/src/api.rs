//! Every request that the widget makes. Nothing else in the widget talks to the network.

use crate::bridge::Bridge;
use crate::failure::Failure;
use crate::store::Session;
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Reflect, Uint8Array};
use vouch_shared::conversation::{
    ConversationCreated, ConversationView, Feedback, IDENTITY_HEADER, Say, TurnReply, TurnRequest,
    Verdict,
};
use vouch_shared::handoff::{HandoffReply, HandoffRequest};
use vouch_shared::problem::Problem;
use vouch_shared::site::SiteConfig;
use vouch_ui::decode::{FromJs, field, from_json};
use vouch_ui::encode::{object, to_json};
use vouch_ui::verified::Refusal;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCredentials};

/// How long any request may take.
const TIME_LIMIT_MS: u32 = 10_000;

/// The server, as one site's shoppers reach it.
#[derive(Clone)]
pub(crate) struct Api {
    bridge: Bridge,
    site: String,
}

impl Api {
    pub(crate) fn new(bridge: Bridge, site: &str) -> Self {
        let site = js_sys::encode_uri_component(site).into();
        Self { bridge, site }
    }

    pub(crate) async fn get_config(&self, locale: &str) -> Result<SiteConfig, Failure> {
        let locale = js_sys::encode_uri_component(locale);
        let path = format!("sites/{}/config?locale={locale}", self.site);
        self.call(Method::GET, &path, None, None).await
    }

    pub(crate) async fn create_conversation(
        &self,
        locale: &str,
    ) -> Result<ConversationCreated, Failure> {
        let path = format!("sites/{}/conversations", self.site);
        self.call(Method::POST, &path, None, Some(object(&[("locale", locale.into())]))).await
    }

    pub(crate) async fn get_conversation(
        &self,
        session: &Session,
    ) -> Result<ConversationView, Failure> {
        self.call(Method::GET, &path_of(session, ""), Some(session), None).await
    }

    pub(crate) async fn take_turn(
        &self,
        session: &Session,
        turn: &TurnRequest,
    ) -> Result<TurnReply, Failure> {
        let body =
            object(&[("turn_id", turn.turn_id.as_str().into()), ("say", say_to_js(&turn.say))]);
        self.call(Method::POST, &path_of(session, "/turns"), Some(session), Some(body)).await
    }

    pub(crate) async fn hand_off(
        &self,
        session: &Session,
        request: &HandoffRequest,
    ) -> Result<HandoffReply, Failure> {
        let body = handoff_to_js(request);
        self.call(Method::POST, &path_of(session, "/handoff"), Some(session), Some(body)).await
    }

    /// Tells the server what the shopper thinks of a card. Nothing waits for the outcome.
    pub(crate) async fn give_feedback(&self, session: &Session, feedback: &Feedback) {
        let verdict = match feedback.verdict {
            Verdict::Helpful => "helpful",
            Verdict::NotHelpful => "not_helpful",
            Verdict::Wrong => "wrong",
        };
        let body = object(&[
            ("card", feedback.card.as_str().into()),
            ("verdict", verdict.into()),
            ("words", text_or_absent(feedback.words.as_deref())),
        ]);
        self.tell(session, "/feedback", body).await;
    }

    /// Tells the server that a card was not shown. Nothing waits for the outcome.
    pub(crate) async fn report_refusal(&self, session: &Session, refusal: &Refusal) {
        let card = refusal.card.as_ref().map_or(JsValue::NULL, |card| card.as_str().into());
        let body = object(&[("card", card), ("reason", refusal.reason.as_str().into())]);
        self.tell(session, "/refusals", body).await;
    }

    /// Opens the stream of what happens in a conversation, until the signal ends it.
    pub(crate) async fn open_events(
        &self,
        session: &Session,
        signal: &AbortSignal,
    ) -> Result<Events, Failure> {
        let request = self.request(Method::GET, &path_of(session, "/events"), Some(session));
        let reply = request.abort_signal(Some(signal)).send().await;
        let reply = reply.map_err(|_| Failure::Unreachable)?;
        let body = reply.body().filter(|_| reply.ok()).ok_or(Failure::Unreachable)?;
        let reader = body.get_reader().unchecked_into();
        Ok(Events { reader, rest: Vec::new() })
    }

    async fn tell(&self, session: &Session, what: &str, body: JsValue) {
        // A lost opinion or report must not disturb the conversation.
        let _ = self.send(Method::POST, &path_of(session, what), Some(session), Some(body)).await;
    }

    async fn call<T: FromJs>(
        &self,
        method: Method,
        path: &str,
        session: Option<&Session>,
        body: Option<JsValue>,
    ) -> Result<T, Failure> {
        let text = self.text_of(method, path, session, body).await?;
        from_json(&text).ok_or(Failure::Unreachable)
    }

    async fn text_of(
        &self,
        method: Method,
        path: &str,
        session: Option<&Session>,
        body: Option<JsValue>,
    ) -> Result<String, Failure> {
        let reply =
            self.send(method, path, session, body).await.map_err(|_| Failure::Unreachable)?;
        let text = reply.text().await.map_err(|_| Failure::Unreachable)?;
        if reply.ok() {
            Ok(text)
        } else {
            Err(Failure::of_reply(reply.status(), from_json::<Problem>(&text)))
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        session: Option<&Session>,
        body: Option<JsValue>,
    ) -> Result<Response, gloo_net::Error> {
        let request = self.request(method, path, session);
        let request = request.abort_signal(Some(&AbortSignal::timeout_with_u32(TIME_LIMIT_MS)));
        match body {
            Some(body) => {
                let request = request.header("Content-Type", "application/json");
                request.body(to_json(&body))?.send().await
            }
            None => request.send().await,
        }
    }

    fn request(&self, method: Method, path: &str, session: Option<&Session>) -> RequestBuilder {
        let request = RequestBuilder::new(&format!("{}v1/{path}", self.bridge.base()))
            .method(method)
            .credentials(RequestCredentials::Omit);
        let Some(session) = session else { return request };
        let request = request.header("Authorization", &format!("Bearer {}", session.token));
        match self.bridge.identity() {
            Some(identity) => request.header(IDENTITY_HEADER, &identity),
            None => request,
        }
    }
}

/// A stream of server-sent events.
pub(crate) struct Events {
    reader: ReadableStreamDefaultReader,
    /// What came of an event that is not whole yet.
    rest: Vec<u8>,
}

impl Events {
    /// The cards of the next event that has any; nothing once the stream ends.
    pub(crate) async fn next_cards(&mut self) -> Option<Vec<String>> {
        loop {
            let end = self.rest.windows(2).position(|pair| pair == b"\n\n");
            let Some(end) = end else {
                let chunk = JsFuture::from(self.reader.read()).await.ok()?;
                let bytes = Reflect::get(&chunk, &"value".into()).ok()?;
                let bytes: Uint8Array = bytes.dyn_into().ok()?;
                self.rest.extend(bytes.to_vec());
                continue;
            };
            let event: Vec<u8> = self.rest.drain(..end + 2).collect();
            let event = String::from_utf8(event).ok()?;
            let data = event.lines().find_map(|line| line.strip_prefix("data: "));
            // A stop has no cards: what follows it says so by itself.
            if let Some(found) = data.and_then(from_json::<Found>) {
                return Some(found.cards);
            }
        }
    }
}

/// The part of an event that matters here.
struct Found {
    cards: Vec<String>,
}

impl FromJs for Found {
    fn from_js(value: &JsValue) -> Option<Self> {
        Some(Self { cards: field(value, "cards")? })
    }
}

/// The form as the server takes it, also when the loader sends it later.
pub(crate) fn handoff_to_js(request: &HandoffRequest) -> JsValue {
    object(&[
        ("handoff_id", request.handoff_id.as_str().into()),
        ("name", request.name.as_str().into()),
        ("email", request.email.as_str().into()),
        ("message", request.message.as_str().into()),
        ("consent", request.consent.into()),
    ])
}

fn path_of(session: &Session, rest: &str) -> String {
    format!("conversations/{}{rest}", js_sys::encode_uri_component(session.id.as_str()))
}

fn say_to_js(say: &Say) -> JsValue {
    match say {
        Say::Text(text) => object(&[("text", text.into())]),
        Say::Choose(answer) => object(&[("choose", answer.as_str().into())]),
        Say::Order(claim) => {
            let claim = object(&[
                ("number", claim.number.as_str().into()),
                ("email", text_or_absent(claim.email.as_deref())),
                ("postcode", text_or_absent(claim.postcode.as_deref())),
                ("code", text_or_absent(claim.code.as_deref())),
            ]);
            object(&[("order", claim)])
        }
    }
}

/// `JSON.stringify` leaves out fields that are undefined.
fn text_or_absent(text: Option<&str>) -> JsValue {
    text.map_or(JsValue::UNDEFINED, JsValue::from_str)
}
