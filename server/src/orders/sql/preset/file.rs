//! `preset.toml`.

use crate::orders::error::OrdersError;
use crate::orders::sql::database::Engine;
use crate::orders::sql::preset::{Preset, text};
use serde::Deserialize;
use std::collections::BTreeMap;
use vouch_shared::order::OrderState;

/// What a preset's folder says about its SQL.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PresetFile {
    /// What the store calls a state, and what that means.
    pub(super) states: BTreeMap<String, OrderState>,
    #[serde(default)]
    pub(super) options: BTreeMap<String, OptionFile>,
    /// By `table.column`: the statement that makes the index which a look-up needs.
    #[serde(default)]
    pub(super) indexes: BTreeMap<String, String>,
    pub(super) variant: Vec<VariantFile>,
}

/// A setting that the SQL names as `{{name}}`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OptionFile {
    pub(super) kind: OptionKind,
    pub(super) default: String,
}

/// What an owner may write there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OptionKind {
    /// Letters, digits and `_`, for names of tables.
    Identifier,
    /// The same with `-`, for codes of the store's own.
    Code,
    Integer,
}

/// One way to read the store: other engines or versions need others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VariantFile {
    /// For the owner: which one is in use.
    pub(super) name: String,
    pub(super) engines: Vec<Engine>,
    /// Tables, and columns as `table.column`, that must be there.
    pub(super) needs: Vec<String>,
    /// File names in the preset's folder.
    pub(super) order: String,
    pub(super) items: String,
    pub(super) parcels: String,
    /// Lists the orders of an address, where the store can.
    #[serde(default)]
    pub(super) recent: Option<String>,
    /// The same as `indexes`, for that list: by `table.column`, `table.lower(column)`, or
    /// `table.gin column` where no other kind of index will do.
    #[serde(default)]
    pub(super) recent_indexes: BTreeMap<String, String>,
}

impl PresetFile {
    /// The preset of that name.
    pub(super) fn load(name: &str) -> Result<Self, OrdersError> {
        let unknown = || OrdersError::UnknownPreset {
            name: name.to_owned(),
            known: format!("{}, http, shopify", Preset::names().join(", ")),
        };
        let text = text(&format!("{name}/preset.toml")).ok_or_else(unknown)?;
        Ok(toml::from_str(text).expect("a test reads every preset that is compiled in"))
    }

    /// The engines that it has SQL for.
    pub(super) fn engines(&self) -> Vec<Engine> {
        let all = [Engine::Postgres, Engine::MySql, Engine::Sqlite];
        let has = |engine: &Engine| self.variant.iter().any(|v| v.engines.contains(engine));
        all.into_iter().filter(has).collect()
    }
}
