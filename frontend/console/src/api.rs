//! Every request that the console makes. Nothing else in the console talks to the network.

use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use serde::Serialize;
use vouch_shared::account::{FirstPassword, Welcomed};
use vouch_shared::id::SiteKey;
use vouch_shared::problem::Problem;
use vouch_shared::staff::{CSRF_HEADER, Me, SignIn};
use vouch_ui::decode::{FromJs, from_json};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, RequestCredentials};

/// Why a request was not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The server was not reached.
    Unreachable,
    /// Nobody is signed in any more.
    SignedOut,
    /// The server said why not.
    Refused(Box<Problem>),
}

impl Failure {
    /// What happened and what to do next.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Unreachable => {
                "The server cannot be reached. Check your connection; nothing was lost.".to_owned()
            }
            Self::SignedOut => "You are signed out. Please sign in again.".to_owned(),
            Self::Refused(problem) => problem.detail.clone(),
        }
    }
}

/// The outcome of a request.
pub(crate) type Answer<T> = Result<T, Failure>;

/// The server, as whoever is signed in reaches it. Cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Api {
    csrf: StoredValue<String>,
}

impl Api {
    pub(crate) fn new() -> Self {
        Self { csrf: StoredValue::new(String::new()) }
    }

    /// Who is signed in.
    pub(crate) async fn me(self) -> Answer<Me> {
        let me: Me = self.get("/v1/staff/me").await?;
        self.csrf.set_value(me.csrf.clone());
        Ok(me)
    }

    pub(crate) async fn sign_in(self, request: &SignIn) -> Answer<Me> {
        let me: Me = self.post("/v1/staff/session", request).await?;
        self.csrf.set_value(me.csrf.clone());
        Ok(me)
    }

    /// Chooses a password by a set-up link; gives who is signed in then, if anybody.
    pub(crate) async fn choose_password(self, request: &FirstPassword) -> Answer<Option<Me>> {
        let Welcomed { me } = self.post("/v1/staff/welcome/password", request).await?;
        if let Some(me) = &me {
            self.csrf.set_value(me.csrf.clone());
        }
        Ok(me)
    }

    pub(crate) async fn sign_out(self) -> Answer<()> {
        self.call(Method::DELETE, "/v1/staff/session", None::<&()>).await.map(drop)
    }

    pub(crate) async fn get<T: FromJs>(self, path: &str) -> Answer<T> {
        read(self.call(Method::GET, path, None::<&()>).await?).await
    }

    pub(crate) async fn post<T: FromJs>(self, path: &str, body: &impl Serialize) -> Answer<T> {
        read(self.call(Method::POST, path, Some(body)).await?).await
    }

    pub(crate) async fn put<T: FromJs>(self, path: &str, body: &impl Serialize) -> Answer<T> {
        read(self.call(Method::PUT, path, Some(body)).await?).await
    }

    pub(crate) async fn delete<T: FromJs>(self, path: &str) -> Answer<T> {
        read(self.call(Method::DELETE, path, None::<&()>).await?).await
    }

    pub(crate) async fn delete_with(self, path: &str, body: &impl Serialize) -> Answer<()> {
        self.call(Method::DELETE, path, Some(body)).await.map(drop)
    }

    /// Does something that is answered with no more than that it is done.
    pub(crate) async fn deed(
        self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Answer<()> {
        self.call(method, path, body).await.map(drop)
    }

    /// Sends a file.
    pub(crate) async fn send_file<T: FromJs>(
        self,
        path: &str,
        media: &str,
        file: &web_sys::File,
    ) -> Answer<T> {
        let request = RequestBuilder::new(path)
            .method(Method::POST)
            .credentials(RequestCredentials::SameOrigin)
            .header(CSRF_HEADER, &self.csrf.get_value())
            .header("content-type", media)
            .body(file.clone())
            .map_err(|_| Failure::Unreachable)?;
        let response = request.send().await.map_err(|_| Failure::Unreachable)?;
        if response.ok() { read(response).await } else { Err(refusal(&response).await) }
    }

    async fn call(
        self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
    ) -> Answer<Response> {
        let request = RequestBuilder::new(path)
            .method(method)
            .credentials(RequestCredentials::SameOrigin)
            .header(CSRF_HEADER, &self.csrf.get_value());
        let sent = match body {
            Some(body) => request.json(body).map_err(|_| Failure::Unreachable)?.send().await,
            None => request.send().await,
        };
        let response = sent.map_err(|_| Failure::Unreachable)?;
        if response.ok() { Ok(response) } else { Err(refusal(&response).await) }
    }
}

/// Reads an answer. One without a body is `null`: nothing, or `()`.
async fn read<T: FromJs>(response: Response) -> Answer<T> {
    let text = text_of(&response).await?;
    from_json(if text.is_empty() { "null" } else { &text }).ok_or(Failure::Unreachable)
}

async fn text_of(response: &Response) -> Answer<String> {
    response.text().await.map_err(|_| Failure::Unreachable)
}

async fn refusal(response: &Response) -> Failure {
    let text = text_of(response).await.unwrap_or_default();
    match from_json::<Problem>(&text) {
        Some(problem) if problem.kind == "/problems/signed-out" => Failure::SignedOut,
        Some(problem) => Failure::Refused(Box::new(problem)),
        None => Failure::Unreachable,
    }
}

/// Hears of a site's tickets as they change, until the component or effect around it goes. The
/// browser connects again by itself; `heard` then runs once more, as something may be missed.
pub(crate) fn follow_tickets(site: &SiteKey, heard: impl Fn() + 'static) {
    let Ok(source) = EventSource::new(&on_site(site, "tickets/events")) else { return };
    let heard = Closure::<dyn Fn()>::new(heard).into_js_value();
    for event in ["open", "tickets"] {
        // Listening cannot be refused.
        let _ = source.add_event_listener_with_callback(event, heard.unchecked_ref());
    }
    let source = StoredValue::new_local(source);
    on_cleanup(move || {
        source.try_with_value(EventSource::close);
    });
}

/// The path of something of a site: `tickets` is `/v1/staff/sites/pk_demo/tickets`.
pub(crate) fn on_site(site: &SiteKey, rest: &str) -> String {
    format!("/v1/staff/sites/{site}/{rest}")
}
