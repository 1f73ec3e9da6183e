//! The door of the staff's API: finds out who asks, and whether their role allows it. Every
//! address below `/v1/staff` passes through here and nowhere else.

use crate::app::App;
use crate::auth::access::{Access, needed};
use crate::error::Error;
use crate::extract::ClientAddress;
use crate::handoff::desk::Desk;
use crate::sites::OpenSite;
use crate::staff::member::Member;
use crate::staff::session::{self, SignedIn};
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use vouch_shared::id::SiteKey;
use vouch_shared::staff::{CSRF_HEADER, Permission};

const NOT_ALLOWED: &str = "your role does not allow this; an owner can change it";
const NO_SITE: &str = "there is no such site, or you do not work for it";

/// Lets a request in, or says why not.
pub async fn check(
    State(app): State<Arc<App>>,
    path: MatchedPath,
    parameters: RawPathParams,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    let access = needed(request.method(), path.as_str());
    let access = access.ok_or(Error::NotFound("there is nothing at this address"))?;
    refuse_other_sites(request.method(), request.headers(), &app)?;
    if access != Access::Anybody {
        let staff = identify(&app, request.method(), request.headers()).await?;
        let site = parameters.iter().find(|(name, _)| *name == "site").map(|(_, site)| site);
        let site = admit(&app, &staff.member, access, site)?;
        request.extensions_mut().insert(Visit { staff, site });
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Other sites' pages do not even get to try a password.
fn refuse_other_sites(method: &Method, headers: &HeaderMap, app: &App) -> Result<(), Error> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let elsewhere =
        header("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let foreign = header("origin").is_some_and(|origin| origin != app.config.server.public_url);
    if !method.is_safe() && (elsewhere || foreign) {
        return Err(Error::Forbidden("this came from another site's page"));
    }
    Ok(())
}

async fn identify(app: &App, method: &Method, headers: &HeaderMap) -> Result<SignedIn, Error> {
    let token = cookie(headers, cookie_name(app)).ok_or(Error::SignedOut)?;
    let staff = session::find(app, token).await?.ok_or(Error::SignedOut)?;
    let shown = headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok());
    if !method.is_safe() && !shown.is_some_and(|shown| staff.is_csrf(shown)) {
        return Err(Error::Forbidden(
            "this request does not repeat the session's CSRF token; reload the page",
        ));
    }
    Ok(staff)
}

/// The site that the path names, if the member may do there what the address needs.
fn admit(
    app: &App,
    member: &Member,
    access: Access,
    site: Option<&str>,
) -> Result<Option<Arc<OpenSite>>, Error> {
    match access {
        Access::Anybody | Access::SignedIn => Ok(None),
        Access::Everywhere(permission) => {
            let role = member.role_everywhere();
            let may = role.is_some_and(|role| role.may(permission));
            if may { Ok(None) } else { Err(Error::Forbidden(NOT_ALLOWED)) }
        }
        Access::OnSite(permission) => on_site(app, member, permission, site).map(Some),
    }
}

fn on_site(
    app: &App,
    member: &Member,
    permission: Permission,
    site: Option<&str>,
) -> Result<Arc<OpenSite>, Error> {
    let site = site.and_then(|site| app.sites.find(site)).ok_or(Error::NotFound(NO_SITE))?;
    let role = member.role_on(&site.key).ok_or(Error::NotFound(NO_SITE))?;
    if role.may(permission) { Ok(site) } else { Err(Error::Forbidden(NOT_ALLOWED)) }
}

/// Whether browsers reach this server by TLS only, so that cookies may be bound to it.
fn is_secure(app: &App) -> bool {
    app.config.server.public_url.starts_with("https://")
}

fn cookie_name(app: &App) -> &'static str {
    // The prefix makes browsers take it from this very host and by TLS only.
    if is_secure(app) { "__Host-vouch-staff" } else { "vouch-staff" }
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs =
        lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The cookie that carries a session's token; without one, that takes it away.
pub fn session_cookie(app: &App, token: Option<&str>) -> HeaderValue {
    let (name, value) = (cookie_name(app), token.unwrap_or_default());
    let secure = if is_secure(app) { "; Secure" } else { "" };
    let age = if token.is_some() { "" } else { "; Max-Age=0" };
    // Lax, so that a link in a mail to staff finds them signed in.
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
    HeaderValue::from_str(&text).expect("a token is letters, digits, `-` and `_`")
}

#[derive(Clone)]
struct Visit {
    staff: SignedIn,
    site: Option<Arc<OpenSite>>,
}

fn visit(parts: &Parts) -> Result<&Visit, Error> {
    parts.extensions.get::<Visit>().ok_or(Error::SignedOut)
}

/// Whoever is signed in.
pub struct Staff {
    pub app: Arc<App>,
    pub signed_in: SignedIn,
}

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        Ok(Self { app: app.clone(), signed_in: visit(parts)?.staff.clone() })
    }
}

/// Whoever is signed in, at the site that the path names.
pub struct StaffOnSite {
    pub app: Arc<App>,
    pub member: Member,
    pub site: Arc<OpenSite>,
}

impl StaffOnSite {
    pub fn site_key(&self) -> &SiteKey {
        &self.site.key
    }

    /// The member at this site's desk.
    pub fn desk(&self) -> Desk<'_> {
        Desk { app: &self.app, site: &self.site, member: &self.member }
    }
}

impl FromRequestParts<Arc<App>> for StaffOnSite {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let Visit { staff, site } = visit(parts)?.clone();
        let site = site.ok_or(Error::NotFound(NO_SITE))?;
        Ok(Self { app: app.clone(), member: staff.member, site })
    }
}

/// Where a request comes from, for the list of sessions.
pub struct Origin(pub session::From);

impl FromRequestParts<Arc<App>> for Origin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Error> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, app).await?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self(session::From { address, agent: agent.unwrap_or_default().to_owned() }))
    }
}
