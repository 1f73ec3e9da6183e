//! What a widget learns about its site before it opens.

use crate::card::ChoiceOption;
use crate::id::{SiteKey, Timestamp};
use crate::key::KeySet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Texts, look and keys of one site in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SiteConfig {
    pub site: SiteKey,
    /// The shop's name as shoppers know it.
    pub name: String,
    /// The language of `texts`, BCP 47.
    pub locale: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// `auto`, `light` or `dark`.
    pub theme: String,
    /// A CSS colour, `#rrggbb`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// The address of a picture for the header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Whether a conversation may be picked up again on a later visit, not only within the tab.
    pub resume_across_visits: bool,
    /// The longest question, in characters.
    pub max_text_chars: usize,
    pub quick_replies: Vec<ChoiceOption>,
    /// By when a person answers what is written now, where the shop promises that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_by: Option<Timestamp>,
    /// The widget's own wording by key.
    pub texts: BTreeMap<String, String>,
    pub keys: KeySet,
}
