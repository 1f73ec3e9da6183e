//! The sentence encoder's weights: those that were compiled into this program, or a file's. Without
//! usable weights the engine compares words only, more strictly, and everybody is told.

use crate::config::EngineSettings;
use anyhow::Context as _;
use std::borrow::Cow;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use vouch_encoder::Encoder;
use vouch_engine::embedder::Embedder;
use vouch_engine::knowledge::Settings;

/// No file of weights is larger, in bytes.
const MAX_FILE_BYTES: u64 = 512 * 1024 * 1024;
/// The part of the accepted risk that an engine of words only is given. It confuses what meaning
/// would tell apart, and in ways that the questions behind the shipped thresholds may not show.
const RISK_BY_WORDS: f64 = 0.5;

/// The encoder, or why there is none. Cheap to clone.
#[derive(Clone)]
pub struct Weights {
    embedder: Option<Arc<Embedder>>,
    problem: Option<String>,
}

impl Weights {
    /// Loads what the settings name; never fails, but says what is wrong.
    pub fn load(settings: &EngineSettings) -> Self {
        let loaded = match &settings.weights {
            Some(file) => {
                read(file).map_err(|e| format!("engine.weights: {}: {e}", file.display()))
            }
            None => built_in().map_err(|error| error.to_string()),
        };
        match loaded {
            Ok(encoder) => Self { embedder: Some(Arc::new(Embedder::new(encoder))), problem: None },
            Err(problem) => Self {
                embedder: None,
                problem: Some(format!("{problem}; answering by words only, more strictly")),
            },
        }
    }

    /// The encoder, if its weights can be used.
    pub fn embedder(&self) -> Option<&Arc<Embedder>> {
        self.embedder.as_ref()
    }

    /// Why there is no encoder.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// The accepted risk, as far as this engine may use it up.
    pub fn risk(&self, accepted: f64) -> f64 {
        if self.embedder.is_some() { accepted } else { accepted * RISK_BY_WORDS }
    }

    /// What an engine is to keep to.
    pub fn settings(&self, accepted_risk: f64, orders: bool) -> Settings {
        Settings { risk: self.risk(accepted_risk), orders }
    }
}

/// The packed file that `cargo xtask setup` makes, if it was there at build time.
fn built_in() -> anyhow::Result<Encoder> {
    let bytes: Option<&'static [u8]> = include!(concat!(env!("OUT_DIR"), "/weights.rs"));
    let bytes = bytes.context(
        "this program was built without the sentence encoder; name its weights in [engine], or \
         build again after `cargo xtask setup`",
    )?;
    Ok(Encoder::from_bytes(Cow::Borrowed(bytes))?)
}

fn read(file: &Path) -> anyhow::Result<Encoder> {
    let mut bytes = Vec::new();
    File::open(file)?.take(MAX_FILE_BYTES).read_to_end(&mut bytes)?;
    Ok(Encoder::from_bytes(Cow::Owned(bytes))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_missing_or_damaged_is_named_and_costs_half_the_risk() {
        let folder = tempfile::tempdir().unwrap();
        let damaged = folder.path().join("damaged.vouch");
        std::fs::write(&damaged, b"VouchEnc and then nothing of use").unwrap();
        for file in [damaged, folder.path().join("missing.vouch"), folder.path().to_owned()] {
            let weights = Weights::load(&EngineSettings { weights: Some(file.clone()) });
            let problem = weights.problem().unwrap();
            assert!(problem.contains(&file.display().to_string()), "{problem}");
            assert!(weights.embedder().is_none());
            assert!((weights.settings(0.01, true).risk - 0.005).abs() < 1e-12);
        }
    }
}
