//! Signing in and out.

use crate::app::App;
use crate::error::Error;
use crate::extract::Json;
use crate::guard::{Origin, Staff, session_cookie};
use crate::staff::session::{self, SignedIn};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use std::sync::Arc;
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
    let SignIn { email, password } = request;
    let (token, signed_in) = session::open(&app, (&email, password), from).await?;
    let cookie = [(header::SET_COOKIE, session_cookie(&app, Some(&token)))];
    Ok((cookie, axum::Json(me(&app, &signed_in))))
}

/// Ends the session.
#[utoipa::path(delete, path = "/v1/staff/session",
    responses((status = 204), (status = 401, body = Problem)))]
pub async fn sign_out(staff: Staff) -> Result<WithCookie<StatusCode>, Error> {
    let Staff { app, signed_in } = staff;
    session::end(&app, &signed_in.member.email, &signed_in.session).await?;
    Ok(([(header::SET_COOKIE, session_cookie(&app, None))], StatusCode::NO_CONTENT))
}

/// Who is signed in, and what they may do where.
#[utoipa::path(get, path = "/v1/staff/me",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
pub async fn show_me(staff: Staff) -> axum::Json<Me> {
    axum::Json(me(&staff.app, &staff.signed_in))
}

fn me(app: &App, signed_in: &SignedIn) -> Me {
    let member = &signed_in.member;
    Me {
        email: member.email.clone(),
        name: member.name.clone(),
        csrf: signed_in.csrf().to_owned(),
        sites: member.access(&app.sites, &app.keys),
    }
}
