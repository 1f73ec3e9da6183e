//! Every request that the console makes. Nothing else in the console talks to the network.

use gloo_net::http::{Method, RequestBuilder, Response};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use vouch_shared::id::SiteKey;
use vouch_shared::problem::Problem;
use vouch_shared::staff::{CSRF_HEADER, Me, SignIn};
use web_sys::RequestCredentials;

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

    pub(crate) async fn sign_out(self) -> Answer<()> {
        self.call(Method::DELETE, "/v1/staff/session", None::<&()>).await.map(drop)
    }

    pub(crate) async fn get<T: DeserializeOwned>(self, path: &str) -> Answer<T> {
        read(self.call(Method::GET, path, None::<&()>).await?).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        self,
        path: &str,
        body: &impl Serialize,
    ) -> Answer<T> {
        read(self.call(Method::POST, path, Some(body)).await?).await
    }

    pub(crate) async fn delete<T: DeserializeOwned>(self, path: &str) -> Answer<T> {
        read(self.call(Method::DELETE, path, None::<&()>).await?).await
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

async fn read<T: DeserializeOwned>(response: Response) -> Answer<T> {
    response.json().await.map_err(|_| Failure::Unreachable)
}

async fn refusal(response: &Response) -> Failure {
    match response.json::<Problem>().await {
        Ok(problem) if problem.kind == "/problems/signed-out" => Failure::SignedOut,
        Ok(problem) => Failure::Refused(Box::new(problem)),
        Err(_) => Failure::Unreachable,
    }
}

/// The path of something of a site: `tickets` is `/v1/staff/sites/pk_demo/tickets`.
pub(crate) fn on_site(site: &SiteKey, rest: &str) -> String {
    format!("/v1/staff/sites/{site}/{rest}")
}
