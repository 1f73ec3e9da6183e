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
    /// The columns by which rows are looked up, and the statement that makes an index on each.
    pub(crate) indexes: Vec<(Need, String)>,
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
        let filled = |text: &str| options::fill(text, &options);
        let variants = file.variant.iter().filter(|variant| variant.engines.contains(&engine));
        Ok(Self {
            variants: variants
                .map(|variant| Variant::new(&config.preset, variant, &config.query, &filled))
                .collect(),
            states: States::new(&file.states, &config.states),
            indexes: file
                .indexes
                .iter()
                .map(|(on, sql)| (Need::parse(&filled(on)), filled(sql)))
                .collect(),
        })
    }

    fn custom(config: &OrdersConfig) -> Result<Self, OrdersError> {
        if let Some(name) = config.options.keys().next() {
            return Err(OrdersError::UnknownOption { name: name.clone(), known: "none".into() });
        }
        let variant = Variant {
            name: CUSTOM.into(),
            needs: Vec::new(),
            queries: config.query.clone(),
            recent_indexes: Vec::new(),
        };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    fn config(preset: &str) -> OrdersConfig {
        toml::from_str(&format!("url = \"sqlite::memory:\"\npreset = \"{preset}\"")).unwrap()
    }

    #[test]
    fn every_preset_is_whole() {
        let names = Preset::names();
        assert_eq!(names.len(), 8, "{names:?}");
        for name in names.iter().filter(|name| **name != CUSTOM) {
            let file = PresetFile::load(name).unwrap();
            for engine in file.engines() {
                let preset = Preset::new(&config(name), engine).unwrap();
                for variant in &preset.variants {
                    let queries = &variant.queries;
                    let recent = queries.recent.as_ref().unwrap_or_else(|| panic!("{name}"));
                    for sql in [&queries.order, &queries.items, &queries.parcels, recent] {
                        assert!(sql.contains("$1") && !sql.contains("{{"), "{name}: {sql}");
                    }
                    assert!(recent.contains("LIMIT 10"), "{name}: {recent}");
                    assert!(queries.order.contains("AS delivery_address"), "{name}");
                    assert!(!variant.needs.is_empty(), "{name}");
                    let indexed = |on: &Need| variant.tables().contains(&&*on.table);
                    assert!(preset.indexes.iter().all(|(on, _)| indexed(on)), "{name}");
                    assert!(variant.recent_indexes.iter().all(|(on, _)| indexed(on)), "{name}");
                    assert!(!variant.recent_indexes.is_empty(), "{name}");
                }
                assert!(!preset.indexes.is_empty(), "{name}");
            }
            let unused = FILES.iter().filter(|(path, _)| {
                let file = path.strip_prefix(&format!("{name}/"));
                file.is_some_and(|file| file != "preset.toml" && !mentions(name, file))
            });
            assert_eq!(unused.count(), 0, "{name} has files that it does not use");
        }
    }

    fn mentions(preset: &str, file: &str) -> bool {
        text(&format!("{preset}/preset.toml")).unwrap().contains(&format!("\"{file}\""))
    }

    #[test]
    fn the_owners_settings_are_checked_and_filled_in() {
        let mut woo = config("woocommerce");
        woo.url = Secret::new("mysql://h/d");
        woo.options.insert("prefix".into(), "shop_".into());
        woo.query.parcels = "SELECT mine".into();
        woo.states.insert("wc-boxed".into(), vouch_shared::order::OrderState::Packed);
        let preset = Preset::new(&woo, Engine::MySql).unwrap();
        let plain = &preset.variants[1];
        assert!(plain.queries.order.contains(" shop_wc_orders AS o"));
        assert_eq!(plain.queries.parcels, "SELECT mine");
        assert_eq!(plain.needs[0].table, "shop_wc_orders");
        assert!(preset.states.meaning("wc-boxed").is_some());
        for (name, value) in [
            ("prefix", toml::Value::from("a`b")),
            ("prefix", toml::Value::from(1)),
            ("prefix", toml::Value::from("x".repeat(41))),
        ] {
            woo.options.insert(name.into(), value);
            assert!(matches!(Preset::new(&woo, Engine::MySql), Err(OrdersError::BadOption { .. })));
        }
        let mut magento = config("magento");
        for bad in [toml::Value::from("1 OR 1"), toml::Value::from(-1), toml::Value::from("NULL")] {
            magento.options.insert("store_id".into(), bad);
            assert!(Preset::new(&magento, Engine::MySql).is_err());
        }
        magento.options.insert("store_id".into(), toml::Value::from(2));
        let preset = Preset::new(&magento, Engine::MySql).unwrap();
        assert!(preset.variants[0].queries.order.contains("o.store_id = 2"));
    }
}
