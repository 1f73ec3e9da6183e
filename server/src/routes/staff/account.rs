//! A member's own account: set-up links, the password, the second step.

use super::session::{cookie, me};
use crate::app::App;
use crate::error::Error;
use crate::extract::Json;
use crate::guard::{Origin, Staff};
use crate::staff::audit::Actor;
use crate::staff::{account, link, second_step, session};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use std::sync::Arc;
use vouch_shared::account::{
    Account, FirstPassword, LinkOwner, LinkToken, PasswordChange, PasswordShown, RecoveryCodes,
    TotpCode, TotpSecret, Welcomed,
};
use vouch_shared::problem::Problem;

/// Whom a set-up link is for.
#[utoipa::path(post, path = "/v1/staff/welcome", request_body = LinkToken,
    responses((status = 200, body = LinkOwner), (status = 404, body = Problem)))]
pub async fn show_link(
    State(app): State<Arc<App>>,
    Origin(from): Origin,
    Json(LinkToken { token }): Json<LinkToken>,
) -> Result<axum::Json<LinkOwner>, Error> {
    app.limits.open(from.address)?;
    let row = link::owner(&app, &token).await?;
    Ok(axum::Json(LinkOwner { email: row.email, name: row.name }))
}

/// Chooses a password by a set-up link, which signs in. The link is used up.
#[utoipa::path(post, path = "/v1/staff/welcome/password", request_body = FirstPassword,
    responses((status = 200, body = Welcomed), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub async fn choose_password(
    State(app): State<Arc<App>>,
    Origin(from): Origin,
    Json(FirstPassword { token, password }): Json<FirstPassword>,
) -> Result<Response, Error> {
    app.limits.open(from.address)?;
    let Some((token, signed_in)) = link::redeem(&app, (&token, password), from).await? else {
        return Ok(axum::Json(Welcomed { me: None }).into_response());
    };
    let welcomed = Welcomed { me: Some(me(&app, &signed_in)) };
    Ok((cookie(&app, Some(&token)), axum::Json(welcomed)).into_response())
}

/// How the member's account is secured.
#[utoipa::path(get, path = "/v1/staff/account",
    responses((status = 200, body = Account), (status = 401, body = Problem)))]
pub async fn show_account(staff: Staff) -> Result<axum::Json<Account>, Error> {
    let email = &staff.signed_in.member.email;
    Ok(axum::Json(second_step::account(&staff.app, email).await?))
}

/// Changes the member's password and ends their other sessions.
#[utoipa::path(put, path = "/v1/staff/password", request_body = PasswordChange,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
pub async fn change_password(
    staff: Staff,
    Origin(from): Origin,
    Json(PasswordChange { password, new_password }): Json<PasswordChange>,
) -> Result<StatusCode, Error> {
    session::prove(&staff.app, &staff.signed_in, password, &from).await?;
    account::change_password(&staff.app, &staff.signed_in, new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a secret for an authenticator. Signing in asks for no code before one was shown.
#[utoipa::path(post, path = "/v1/staff/totp", request_body = PasswordShown,
    responses((status = 200, body = TotpSecret), (status = 401, body = Problem),
        (status = 409, body = Problem), (status = 429, body = Problem)))]
pub async fn begin_totp(
    staff: Staff,
    Origin(from): Origin,
    Json(PasswordShown { password }): Json<PasswordShown>,
) -> Result<axum::Json<TotpSecret>, Error> {
    session::prove(&staff.app, &staff.signed_in, password, &from).await?;
    let email = &staff.signed_in.member.email;
    Ok(axum::Json(second_step::begin(&staff.app, email).await?))
}

/// Switches the second step on with the authenticator's first code. Gives the recovery codes once.
#[utoipa::path(put, path = "/v1/staff/totp", request_body = TotpCode,
    responses((status = 200, body = RecoveryCodes), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn confirm_totp(
    staff: Staff,
    Json(TotpCode { code }): Json<TotpCode>,
) -> Result<axum::Json<RecoveryCodes>, Error> {
    let email = &staff.signed_in.member.email;
    let codes = second_step::confirm(&staff.app, email, &code).await?;
    Ok(axum::Json(RecoveryCodes { codes }))
}

/// Switches the member's own second step off.
#[utoipa::path(delete, path = "/v1/staff/totp", request_body = PasswordShown,
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem),
        (status = 429, body = Problem)))]
pub async fn switch_totp_off(
    staff: Staff,
    Origin(from): Origin,
    Json(PasswordShown { password }): Json<PasswordShown>,
) -> Result<StatusCode, Error> {
    let Staff { app, signed_in } = staff;
    session::prove(&app, &signed_in, password, &from).await?;
    let email = &*signed_in.member.email;
    let actor = Actor { who: email, site: None, now: app.clock.now() };
    second_step::switch_off(&app, email, &actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
