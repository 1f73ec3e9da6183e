//! A site's settings: shown, changed, and a site added.

use super::file::{self, SiteFile};
use super::seen;
use crate::app::App;
use crate::auth::site_key;
use crate::config::Logo;
use crate::conversation::card::Offer;
use crate::error::Error;
use crate::sites::OpenSite;
use crate::staff::audit::Actor;
use anyhow::Context as _;
use serde_json::json;
use toml::Value;
use vouch_shared::card::ChoiceOption;
use vouch_shared::id::{AnswerId, SiteKey};
use vouch_shared::setup::{NewSite, OrdersSummary, SiteSettings, SiteSetup};

const TAKEN: Error = Error::Conflict {
    kind: "site-taken",
    detail: "there is a site with this key already; choose another key",
};
const STALE: Error = Error::Conflict {
    kind: "stale-settings",
    detail: "somebody changed these settings in the meantime; reload them and try again",
};

/// Everything that the set-up shows of a site.
pub async fn show(app: &App, site: &OpenSite) -> Result<SiteSetup, Error> {
    let key = app.keys.site(&site.key).context("the site has no keys; run `vouch key create`")?;
    Ok(SiteSetup {
        site: site.key.clone(),
        settings: settings(site, file::version(app, &site.key)?),
        tag: tag(app, site, &key.set.root.kid),
        policy: policy(&app.config.server.public_url, site.logo.is_some()),
        seen: seen::list(app, site).await?,
        answers: answers(app, site),
        orders: site.orders.as_ref().map(|orders| OrdersSummary {
            preset: orders.preset.clone(),
            place: super::orders::place(orders.url.expose()),
        }),
    })
}

/// Changes a site's settings, if nobody else did since they were read.
pub async fn change(
    app: &App,
    site: &SiteKey,
    change: &SiteSettings,
    by: &Actor<'_>,
) -> Result<(), Error> {
    let mut file = SiteFile::open(app, site).await?;
    if file.version != change.version {
        return Err(STALE);
    }
    let texts = |all: &[String]| Value::Array(all.iter().cloned().map(Value::String).collect());
    let ids: Vec<String> = change.quick_replies.iter().map(|id| id.0.clone()).collect();
    let known = offered(app, site);
    let unknown =
        change.quick_replies.iter().chain(&change.greeting).find(|id| !known.contains(id));
    if let Some(unknown) = unknown {
        let detail = format!("`{unknown}` is no published answer of this site; publish it first");
        return Err(Error::invalid("quick_replies", detail));
    }
    if !change.logo.is_empty() {
        Logo::parse(&change.logo).map_err(|why| Error::invalid("logo", why))?;
    }
    let text = |text: &str| Value::String(text.trim().to_owned());
    let greeting = change.greeting.as_ref().map_or("", AnswerId::as_str);
    for (key, value) in [
        ("name", text(&change.name)),
        ("origins", texts(&change.origins)),
        ("theme", text(&change.theme)),
        ("accent", text(&change.accent)),
        ("logo", text(&change.logo)),
        ("position", text(&change.position)),
        ("greeting", text(greeting)),
        ("quick_replies", texts(&ids)),
    ] {
        file.table.insert(key.to_owned(), value);
    }
    let detail = json!({"origins": change.origins, "name": change.name, "theme": change.theme,
        "accent": change.accent, "logo": !change.logo.is_empty(), "position": change.position, "greeting": greeting,
        "quick_replies": ids});
    file.keep(&by.did("site.change", site.as_str(), &detail)).await
}

/// Adds a site with its keys.
pub async fn add(app: &App, new: &NewSite, by: &Actor<'_>) -> Result<(), Error> {
    if !vouch_shared::id::is_client_id(new.site.as_str()) {
        let form = "1 to 64 letters, digits, `-` or `_` (it stands in URLs)";
        return Err(Error::invalid("site", form));
    }
    if app.sites.find(new.site.as_str()).is_some() {
        return Err(TAKEN);
    }
    let mut file = SiteFile::open(app, &new.site).await?;
    if !file.is_new() {
        return Err(TAKEN);
    }
    file.table.insert("name".to_owned(), Value::String(new.name.trim().to_owned()));
    let origin = Value::String(new.origin.trim().trim_end_matches('/').to_owned());
    file.table.insert("origins".to_owned(), Value::Array(vec![origin]));
    // Before the site is known: without keys it could say nothing.
    let tried = app.config.tried(&new.site, file.table.clone());
    tried.map_err(|error| super::refused(&error))?;
    site_key::create(&app.store, &app.config.server.data_dir, &new.site, by.now).await?;
    app.keys.refresh(&app.store).await?;
    let detail = json!({"name": new.name, "origin": new.origin});
    file.keep(&by.did("site.add", new.site.as_str(), &detail)).await
}

fn settings(site: &OpenSite, version: String) -> SiteSettings {
    SiteSettings {
        version,
        name: site.name.clone(),
        origins: site.origins.clone(),
        theme: site.theme.clone(),
        accent: site.accent.clone().unwrap_or_default(),
        logo: site.logo.as_ref().map(Logo::uri).unwrap_or_default(),
        position: site.position.as_str().to_owned(),
        greeting: site.greeting.clone(),
        quick_replies: site.quick_replies.clone(),
    }
}

/// The tag as `docs/embed.md` describes it. What the loader has to know before it asks the server
/// stands in it.
fn tag(app: &App, site: &OpenSite, thumbprint: &str) -> String {
    let (url, key) = (&app.config.server.public_url, &site.key);
    let accent = site.accent.as_ref().map(|accent| format!(" data-accent=\"{accent}\""));
    let left = match site.position.as_str() {
        "right" => String::new(),
        other => format!(" data-position=\"{other}\""),
    };
    let accent = accent.unwrap_or_default();
    format!(
        "<script async src=\"{url}/embed.js\" data-site=\"{key}\" data-key=\"{thumbprint}\"{accent}{left}></script>"
    )
}

fn policy(url: &str, has_logo: bool) -> String {
    let images = if has_logo { format!("; img-src {url}") } else { String::new() };
    format!("script-src {url} 'wasm-unsafe-eval'; connect-src {url}{images}")
}

/// Published answers and the two built-in choices, in the site's own language.
fn answers(app: &App, site: &OpenSite) -> Vec<ChoiceOption> {
    let texts = app.texts.texts(&site.locale);
    let knowledge = app.library.find(site, &site.locale);
    let sections = knowledge.iter().flat_map(|knowledge| knowledge.sections.values());
    let built_in = [Offer::Order, Offer::Person];
    let offers = built_in.into_iter().chain(sections.map(Offer::Section));
    offers.map(|offer| offer.option(texts)).collect()
}

fn offered(app: &App, site: &SiteKey) -> Vec<AnswerId> {
    let site = app.sites.find(site.as_str());
    let options = site.map(|site| answers(app, &site)).unwrap_or_default();
    options.into_iter().map(|option| option.choose).collect()
}
