//! A shop's logo: a small picture, kept in the settings themselves so that every server has it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer};

/// The largest picture, in bytes. A logo of a header needs a few thousand.
const MAX_LOGO_BYTES: usize = 32 * 1024;

/// A picture as browsers take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// Such as `image/png`.
    pub media: &'static str,
    pub bytes: Vec<u8>,
}

/// Types, and how files of them begin.
const TYPES: [(&str, &[u8]); 4] = [
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/webp", b"RIFF"),
    ("image/svg+xml", b"<"),
];

impl Logo {
    /// Reads a `data:` URI (RFC 2397) of a PNG, JPEG, WebP or SVG picture in base64; says what does
    /// not fit.
    pub fn parse(uri: &str) -> Result<Self, String> {
        let parts = uri.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,"));
        let (media, encoded) =
            parts.ok_or("a `data:` URI in base64, such as `data:image/png;base64,…`")?;
        let known = TYPES.iter().find(|(known, _)| *known == media);
        let (media, start) = *known.ok_or("a PNG, JPEG, WebP or SVG picture")?;
        let bytes = STANDARD.decode(encoded).map_err(|_| "the picture is not in base64")?;
        if bytes.len() > MAX_LOGO_BYTES {
            return Err(format!("at most {} KB; save it smaller", MAX_LOGO_BYTES / 1024));
        }
        if !bytes.trim_ascii_start().starts_with(start) {
            return Err(format!("the file is no {media}"));
        }
        Ok(Self { media, bytes })
    }

    /// The same as a `data:` URI.
    pub fn uri(&self) -> String {
        format!("data:{};base64,{}", self.media, STANDARD.encode(&self.bytes))
    }
}

/// Reads a logo from the settings; an empty text is none.
pub(super) fn of_settings<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Logo>, D::Error> {
    let uri = String::deserialize(input)?;
    let logo = (!uri.trim().is_empty()).then(|| Logo::parse(uri.trim())).transpose();
    logo.map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_taken_and_given_back() {
        for uri in ["data:image/png;base64,iVBORw0KGgoAAA==", "data:image/svg+xml;base64,PHN2Zy8+"]
        {
            assert_eq!(Logo::parse(uri).unwrap().uri(), uri);
        }
    }

    #[test]
    fn whatever_else_is_refused() {
        let large = STANDARD.encode(format!("<svg>{}", " ".repeat(MAX_LOGO_BYTES)));
        for (uri, why) in [
            ("https://shop.example/logo.png".to_owned(), "data:"),
            ("data:text/html;base64,PHA+".to_owned(), "PNG"),
            ("data:image/png;base64,PHN2Zy8+".to_owned(), "no image/png"),
            ("data:image/png;base64,!".to_owned(), "base64"),
            (format!("data:image/svg+xml;base64,{large}"), "32 KB"),
        ] {
            let refusal = Logo::parse(&uri).unwrap_err();
            assert!(refusal.contains(why), "{refusal}");
        }
    }
}
