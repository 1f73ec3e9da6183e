//! The two diagrams of `vouch eval --plots`, as SVG that reads well on light and dark pages.

mod calibration;
mod paper;
mod risk_coverage;

use anyhow::Context as _;
use std::path::Path;
use vouch_engine::evaluate::{Judged, Report};

/// Draws both into a folder, which is made if need be.
pub(super) fn draw(
    folder: &Path,
    judged: &[Judged],
    report: &Report,
    risk: f64,
) -> anyhow::Result<()> {
    let shown = folder.display();
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {shown}"))?;
    let drawings = [
        ("risk-coverage.svg", risk_coverage::draw(judged, report, risk)),
        ("calibration.svg", calibration::draw(judged, report)),
    ];
    for (name, drawing) in drawings {
        let file = folder.join(name);
        std::fs::write(&file, drawing)
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52 cases")]
fn count(items: usize) -> f64 {
    items as f64
}
