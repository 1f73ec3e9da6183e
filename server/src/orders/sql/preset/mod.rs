//! Stores that Vouch knows: for each a folder of SQL and a `preset.toml` under `server/presets`,
//! compiled in. Adding one needs no Rust.

mod file;
mod options;
mod variant;

pub(crate) use self::variant::{Need, Variant};

use self::file::PresetFile;
use super::database::Engine;
use super::states::States;
use crate::orders::config::OrdersConfig;
use crate::orders::error::OrdersError;

include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// The preset that has no SQL of its own.
pub(crate) const CUSTOM: &str = "custom";

/// How to read one kind of store on one engine, with the owner's settings filled in.
#[derive(Clone, Debug)]
pub(crate) struct Preset {
    /// The fullest first; the first whose tables and columns are there is used.
    pub(crate) variants: Vec<Variant>,
    pub(crate) states: States,
    /// For tables that a look-up might have to read whole: the statement that helps.
    pub(crate) indexes: Vec<(String, String)>,
}

impl Preset {
    /// The preset of a configuration, or `custom`.
    pub(crate) fn new(config: &OrdersConfig, engine: Engine) -> Result<Self, OrdersError> {
        if config.preset == CUSTOM {
            return Self::custom(config);
        }
        let file = PresetFile::load(&config.preset)?;
        if !file.engines().contains(&engine) {
            let known: Vec<&str> = file.engines().iter().map(|engine| engine.name()).collect();
            return Err(OrdersError::WrongEngine {
                preset: config.preset.clone(),
                engine: engine.name(),
                known: known.join(", "),
            });
        }
        let options = options::values(&file.options, &config.options)?;
        let fill = |text: &str| options::fill(text, &options);
        let variants = file.variant.iter().filter(|variant| variant.engines.contains(&engine));
        Ok(Self {
            variants: variants
                .map(|variant| Variant::new(&config.preset, variant, &config.query, &fill))
                .collect(),
            states: States::new(&file.states, &config.states),
            indexes: file.indexes.iter().map(|(table, sql)| (fill(table), fill(sql))).collect(),
        })
    }

    fn custom(config: &OrdersConfig) -> Result<Self, OrdersError> {
        if let Some(name) = config.options.keys().next() {
            return Err(OrdersError::UnknownOption { name: name.clone(), known: "none".into() });
        }
        let variant =
            Variant { name: CUSTOM.into(), needs: Vec::new(), queries: config.query.clone() };
        Ok(Self {
            variants: vec![variant],
            states: States::ours(&config.states),
            indexes: Vec::new(),
        })
    }

    /// Every preset's name, `custom` last.
    pub(crate) fn names() -> Vec<&'static str> {
        let names = FILES.iter().filter_map(|(path, _)| path.strip_suffix("/preset.toml"));
        names.chain([CUSTOM]).collect()
    }
}

/// A file of a preset, by its path under `server/presets`.
fn text(path: &str) -> Option<&'static str> {
    FILES.iter().find(|(name, _)| *name == path).map(|(_, text)| *text)
}
