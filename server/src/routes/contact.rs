//! The contact page: server-rendered, for shoppers without script. It works with nothing but
//! HTML, and ends in the same ticket as every other way.

use crate::app::App;
use crate::config::Site;
use crate::conversation::{handoff, open};
use crate::error::Error;
use crate::extract::{ClientAddress, PathText};
use crate::handoff::hours::Hours;
use crate::routes::site;
use crate::texts::Texts;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;
use std::sync::Arc;
use time::OffsetDateTime;
use vouch_shared::conversation::NewConversation;
use vouch_shared::handoff::{HandoffRequest, MAX_EMAIL_CHARS, MAX_MESSAGE_CHARS, MAX_NAME_CHARS};
use vouch_shared::id::HandoffId;

/// The form as a browser sends it.
#[derive(Debug, Default, Deserialize)]
pub struct ContactFields {
    #[serde(default)]
    handoff_id: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    message: String,
    consent: Option<String>,
}

/// Shows an empty form.
pub async fn show_form(
    State(app): State<Arc<App>>,
    PathText(key): PathText,
) -> Result<Response, Error> {
    let site = site::find(&app, &key)?;
    let texts = app.texts.texts(&site.locale);
    // The id travels in the form, so that a form sent twice makes one ticket.
    let fields =
        ContactFields { handoff_id: crate::clock::new_id(app.clock.now()), ..Default::default() };
    let body = html! {
        (form(texts, &site, &fields, None))
        (promise(texts, &site, app.clock.now()))
    };
    Ok(page(texts, &site.name, StatusCode::OK, body))
}

/// Takes a filled-in form and shows the ticket, or the form again with what to mend.
pub async fn take_form(
    State(app): State<Arc<App>>,
    PathText(key): PathText,
    ClientAddress(address): ClientAddress,
    fields: Result<Form<ContactFields>, FormRejection>,
) -> Result<Response, Error> {
    let site = site::find(&app, &key)?;
    let texts = app.texts.texts(&site.locale);
    let fields = match fields {
        Ok(Form(fields)) => fields,
        Err(rejection) => {
            let body = form(texts, &site, &ContactFields::default(), Some(&rejection.body_text()));
            return Ok(page(texts, &site.name, rejection.status(), body));
        }
    };
    let request = request(&fields);
    let sent = async {
        if let Some(ticket) = handoff::earlier_ticket(&app, &site.key, &request).await? {
            return Ok(ticket);
        }
        app.limits.open(address)?;
        let (session, _) = open::open(&app, site.clone(), &NewConversation::default()).await?;
        Ok(handoff::hand_off(&session, &request).await?.ticket)
    };
    Ok(match sent.await {
        Ok(ticket) => {
            let thanks = texts.fill("contact.thanks", &[("ticket", ticket.as_str())]);
            let body = html! {
                p role="status" { (thanks) }
                (promise(texts, &site, app.clock.now()))
            };
            page(texts, &site.name, StatusCode::CREATED, body)
        }
        Err(error) => {
            let problem = Error::problem(&error);
            let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::BAD_REQUEST);
            let body = form(texts, &site, &fields, Some(&problem.detail));
            page(texts, &site.name, status, body)
        }
    })
}

/// By when a person answers what is written now, where the shop promises that: by the shop's clock,
/// as a page without script cannot know the reader's.
fn promise(texts: &Texts, site: &Site, now: OffsetDateTime) -> Markup {
    let due = site.handoff.due_after(now);
    let time = due.map(|due| Hours::by_the_clock(site.handoff.hours.as_ref(), due));
    let words = time.map(|time| texts.fill("form.expected", &[("time", &time)]));
    html! { @if let Some(words) = words { p { (words) } } }
}

fn request(fields: &ContactFields) -> HandoffRequest {
    HandoffRequest {
        handoff_id: HandoffId(fields.handoff_id.clone()),
        name: fields.name.clone(),
        email: fields.email.clone(),
        message: fields.message.clone(),
        consent: fields.consent.is_some(),
    }
}

fn form(texts: &Texts, site: &Site, fields: &ContactFields, problem: Option<&str>) -> Markup {
    let consent = texts.fill("form.consent", &[("shop", &site.name)]);
    html! {
        p { (texts.get("contact.intro")) }
        @if let Some(email) = &site.handoff.email {
            p { a href={ "mailto:" (email) } { (email) } }
        }
        @if let Some(problem) = problem {
            p.problem role="alert" { strong { (texts.get("contact.problem")) } " " (problem) }
        }
        form method="post" {
            input type="hidden" name="handoff_id" value=(fields.handoff_id);
            label for="name" { (texts.get("form.name")) }
            input id="name" name="name" autocomplete="name" maxlength=(MAX_NAME_CHARS)
                value=(fields.name);
            label for="email" { (texts.get("form.email")) }
            input id="email" name="email" type="email" required autocomplete="email"
                maxlength=(MAX_EMAIL_CHARS) value=(fields.email);
            label for="message" { (texts.get("form.message")) }
            textarea id="message" name="message" required rows="6" maxlength=(MAX_MESSAGE_CHARS)
                { (fields.message) }
            label.consent {
                input type="checkbox" name="consent" value="yes" required;
                " " (consent)
            }
            button { (texts.get("form.submit")) }
        }
    }
}

/// Small enough to stand in the page itself, under a policy that allows nothing else.
const STYLE: &str = include_str!("../../../style/contact.css");

fn page(texts: &Texts, shop: &str, status: StatusCode, body: Markup) -> Response {
    let title = texts.fill("contact.title", &[("shop", shop)]);
    let markup = html! {
        (DOCTYPE)
        html lang=(texts.locale()) dir=(texts.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body { main { h1 { (title) } (body) } }
        }
    };
    let policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; \
                  frame-ancestors 'none'; base-uri 'none'";
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("referrer-policy"), "no-referrer"),
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
    ];
    (status, headers, markup.into_string()).into_response()
}
