//! Signing in and out, and the browsers that are signed in.

use crate::app::App;
use crate::error::Error;
use crate::extract::{Json, PathText};
use crate::guard::{Origin, Staff, session_cookie};
use crate::staff::session::{self, SignedIn};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use std::sync::Arc;
use vouch_shared::account::Session;
use vouch_shared::problem::Problem;
use vouch_shared::staff::{Me, SignIn};

type WithCookie<T> = ([(HeaderName, HeaderValue); 1], T);

/// Signs somebody in: the session's token comes as a cookie.
#[utoipa::path(post, path = "/v1/staff/session", request_body = SignIn,
    responses((status = 200, body = Me), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub async fn sign_in(
    State(app): State<Arc<App>>,
    Origin(from): Origin,
    Json(request): Json<SignIn>,
) -> Result<WithCookie<axum::Json<Me>>, Error> {
    app.limits.open(from.address)?;
    let work = app.clone();
    // To its end, so that hanging up early does not keep a try from being counted.
    let opened = async move { session::open(&work, request, from).await };
    let (token, signed_in) = app.see_through(opened).await?;
    Ok((cookie(&app, Some(&token)), axum::Json(me(&app, &signed_in))))
}

/// Ends the session.
#[utoipa::path(delete, path = "/v1/staff/session",
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out(staff: Staff) -> Result<WithCookie<StatusCode>, Error> {
    let Staff { app, signed_in } = staff;
    session::end(&app, &signed_in, &signed_in.session).await?;
    Ok((cookie(&app, None), StatusCode::NO_CONTENT))
}

/// Who is signed in, and what they may do where.
#[utoipa::path(get, path = "/v1/staff/me",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub async fn show_me(staff: Staff) -> axum::Json<Me> {
    axum::Json(me(&staff.app, &staff.signed_in))
}

/// The member's sessions, the last used first.
#[utoipa::path(get, path = "/v1/staff/sessions",
    responses((status = 200, body = [Session]), (status = 401, body = Problem)))]
pub async fn list_sessions(staff: Staff) -> Result<axum::Json<Vec<Session>>, Error> {
    Ok(axum::Json(session::list(&staff.app, &staff.signed_in).await?))
}

/// Ends one of the member's sessions.
#[utoipa::path(delete, path = "/v1/staff/sessions/{session}",
    params(("session" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn end_session(staff: Staff, PathText(id): PathText) -> Result<StatusCode, Error> {
    if session::end(&staff.app, &staff.signed_in, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Error::NotFound("there is no such session, or it has ended"))
    }
}

/// Ends the member's other sessions.
#[utoipa::path(delete, path = "/v1/staff/sessions",
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn end_other_sessions(staff: Staff) -> Result<StatusCode, Error> {
    session::end_others(&staff.app, &staff.signed_in).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The header that gives the session's cookie to the browser, or takes it away.
pub(super) fn cookie(app: &App, token: Option<&str>) -> [(HeaderName, HeaderValue); 1] {
    [(header::SET_COOKIE, session_cookie(app, token))]
}

pub(super) fn me(app: &App, signed_in: &SignedIn) -> Me {
    let member = &signed_in.member;
    Me {
        email: member.email.clone(),
        name: member.name.clone(),
        csrf: signed_in.csrf().to_owned(),
        sites: member.access(&app.sites, &app.keys),
    }
}
