//! Style sheet, theme and accent colour. Everything goes through the CSS object model, so that a
//! page's `style-src 'self'` holds.

use crate::bridge::Bridge;
use js_sys::Array;
use vouch_shared::site::SiteConfig;
use web_sys::CssStyleSheet;

const CSS: &str =
    concat!(include_str!("../../../style/tokens.css"), include_str!("../../../style/widget.css"));

/// Gives the shadow root its style sheet and colours; `None` where the browser cannot.
pub(crate) fn dress(bridge: &Bridge, config: &SiteConfig) -> Option<()> {
    let sheet = CssStyleSheet::new().ok()?;
    sheet.replace_sync(CSS).ok()?;
    bridge.root().set_adopted_style_sheets(&Array::of1(&sheet));
    let at = bridge.at();
    let accent = bridge.attribute("accent").or_else(|| config.accent.clone());
    if let Some((accent, ink)) = accent.and_then(|accent| Some((accent.clone(), ink_on(&accent)?)))
    {
        at.style().set_property("--accent", &accent).ok()?;
        at.style().set_property("--on-accent", ink).ok()?;
    }
    at.set_class_name("vouch");
    at.set_lang(&config.locale);
    at.set_dir(&config.direction);
    let position = bridge.attribute("position").unwrap_or_default();
    at.set_attribute("data-position", if position == "left" { "left" } else { "right" }).ok()?;
    apply_theme(bridge, &config.theme)
}

/// Light or dark: as the page says, else the site, else the shopper's own setting.
pub(crate) fn apply_theme(bridge: &Bridge, theme: &str) -> Option<()> {
    let theme = bridge.attribute("theme").unwrap_or_else(|| theme.to_owned());
    let theme = match theme.as_str() {
        "light" | "dark" => theme,
        _ if prefers_dark()? => "dark".to_owned(),
        _ => "light".to_owned(),
    };
    bridge.at().set_attribute("data-theme", &theme).ok()
}

fn prefers_dark() -> Option<bool> {
    let query = web_sys::window()?.match_media("(prefers-color-scheme: dark)").ok()??;
    Some(query.matches())
}

/// Black or white, whichever reads better on the colour (WCAG 2.2 contrast); `None` unless the
/// colour is written `#rrggbb`.
fn ink_on(colour: &str) -> Option<&'static str> {
    let hex = colour.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let channel = |start: usize| {
        let value = f64::from(u8::from_str_radix(hex.get(start..start + 2)?, 16).ok()?) / 255.0;
        // The sRGB curve as a polynomial, within 0.2 %: the exact one would link `pow`.
        Some(value * (value * (value * 0.305_306 + 0.682_171) + 0.012_523))
    };
    let luminance = 0.2126 * channel(0)? + 0.7152 * channel(2)? + 0.0722 * channel(4)?;
    let (on_white, on_black) = (1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05);
    Some(if on_white >= on_black { "#ffffff" } else { "#000000" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ink_is_the_one_that_reads_better() {
        for (colour, ink) in [
            ("#000000", Some("#ffffff")),
            ("#ffffff", Some("#000000")),
            ("#1f5f52", Some("#ffffff")),
            ("#ffd400", Some("#000000")),
            ("#FF0000", Some("#000000")),
            ("#12345", None),
            ("red", None),
            ("#12345g", None),
            ("#1234é", None),
            ("#0f0;}*{x:y", None),
        ] {
            assert_eq!(ink_on(colour), ink, "{colour}");
        }
    }
}
