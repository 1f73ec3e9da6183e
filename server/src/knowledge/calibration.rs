//! A site's own calibration: reviewed cases that stand until newer ones replace them.

use crate::config::Site;
use crate::knowledge::cases::parse_cases;
use crate::knowledge::trained::Reviews;
use crate::store::calibration::CalibrationRow;
use crate::store::{self, Store};
use std::collections::BTreeMap;

/// A calibration as it is stored, with its cases read.
#[derive(Clone, Debug)]
pub struct Calibration {
    pub row: CalibrationRow,
    pub reviews: Reviews,
    pub risk: f64,
}

impl Calibration {
    /// Reads a stored calibration for the site as it is configured now.
    fn read(site: &Site, row: CalibrationRow) -> Result<Self, store::Error> {
        let corrupt = |what, error: String| store::Error::Corrupt(what, error);
        let cases = parse_cases(&row.cases)
            .map_err(|error| corrupt("list of reviewed cases", error.to_string()))?;
        let stated: f64 = row
            .risk
            .parse()
            .map_err(|error: std::num::ParseFloatError| corrupt("risk", error.to_string()))?;
        // What the owner said last counts: with the cases, or in the configuration since then.
        let unchanged = row.configured_risk == site.risk.to_string();
        let risk = if unchanged { stated } else { site.risk };
        Ok(Self { reviews: Reviews { cases, proven: row.proven != 0 }, risk, row })
    }
}

/// A site's calibrations, by language.
pub async fn calibrations(
    store: &Store,
    site: &Site,
) -> Result<BTreeMap<String, Calibration>, store::Error> {
    let rows = store::calibration::newest(store, &site.key).await?;
    rows.into_iter().map(|row| Ok((row.locale.clone(), Calibration::read(site, row)?))).collect()
}
