//! Brings the widget to life: texts and keys first, for without pinned keys nothing may be shown.

use crate::api::Api;
use crate::bridge::Bridge;
use crate::chat::{Chat, Desk};
use crate::failure::Failure;
use crate::look;
use crate::panel::panel;
use crate::store::Store;
use leptos::prelude::*;
use std::time::Duration;
use vouch_shared::id::SiteKey;
use vouch_ui::drawing::shown;
use vouch_ui::keys::TrustedKeys;
use vouch_ui::text::Texts;

/// For how long the time of an answer that came with the site's texts is told.
const PROMISE_HOLDS: Duration = Duration::from_mins(10);

/// Mounts the widget, closed, and tells the loader that it is alive. The error is the reason that
/// the page is told.
pub(crate) async fn mount(bridge: &Bridge) -> Result<(), &'static str> {
    let site = SiteKey(bridge.attribute("site").ok_or("site")?);
    let pin = bridge.attribute("key").ok_or("key")?;
    let api = Api::new(bridge.clone(), site.as_str());
    let page_locale = locale(bridge);
    let config = api.get_config(&page_locale).await.map_err(|failure| match failure {
        Failure::Gone | Failure::Refused(_) => "site",
        Failure::Unreachable | Failure::SlowDown(_) => "server",
    })?;
    let keys = TrustedKeys::pin(&config.keys, &pin, &site).await.ok_or("key")?;
    look::dress(bridge, &config).ok_or("script")?;

    let loader = bridge.clone();
    leptos::mount::mount_to(bridge.at(), move || {
        let texts = Texts::new(config.texts, &config.name, page_locale);
        let desk = Desk {
            bridge: loader.clone(),
            api,
            store: Store::new(site.as_str(), config.resume_across_visits),
            keys,
            locale: config.locale,
            theme: config.theme,
            session: None,
            identity: None,
            live: None,
            waiting: None,
            expected_by: config.expected_by,
        };
        let chat = Chat::new(texts, config.max_text_chars, desk);
        set_timeout(move || chat.forget_promise(), PROMISE_HOLDS);
        provide_context(texts);
        provide_context(chat.actions());
        loader.live(move || chat.show(), move || chat.hide(), move |question| chat.ask(question));
        shown(panel(chat, config.logo.as_deref()))
    })
    .forget();
    Ok(())
}

/// The page's language: as the script tag says, else the document, else the browser.
fn locale(bridge: &Bridge) -> String {
    let of_document = || {
        let lang = document().document_element()?.get_attribute("lang")?;
        (!lang.is_empty()).then_some(lang)
    };
    bridge
        .attribute("locale")
        .or_else(of_document)
        .or_else(|| window().navigator().language())
        .unwrap_or_default()
}
