//! Light, dark, or as the device prefers.

use leptos::prelude::*;

const STORED: &str = "vouch-console-theme";

/// How the console looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Theme {
    Auto,
    Light,
    Dark,
}

impl Theme {
    pub(crate) const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Auto => "As the device",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// As chosen on this device before.
    pub(crate) fn stored() -> Self {
        let storage = window().local_storage().ok().flatten();
        let stored = storage.and_then(|storage| storage.get_item(STORED).ok().flatten());
        Self::ALL.into_iter().find(|t| stored.as_deref() == Some(t.as_str())).unwrap_or(Self::Auto)
    }
}

/// Keeps a choice on this device and shows it.
pub(crate) fn choose(theme: Theme) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage only forgets the choice.
        let _ = storage.set_item(STORED, theme.as_str());
    }
    apply(theme);
}

/// Shows a theme. The style sheet knows `light` and `dark`.
pub(crate) fn apply(theme: Theme) {
    let dark = match theme {
        Theme::Auto => prefers_dark(),
        Theme::Light => false,
        Theme::Dark => true,
    };
    if let Some(body) = document().body() {
        // Our own attribute on our own page cannot be refused.
        let _ = body.set_attribute("data-theme", if dark { "dark" } else { "light" });
    }
}

fn prefers_dark() -> bool {
    let query = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
