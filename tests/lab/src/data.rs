//! The public questions, as the files of `shared/data` hold them.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use vouch_engine::embedder::Embedder;
use vouch_engine::factory::Source;
use vouch_engine::knowledge::Answer;

/// One line of a data file.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Row {
    pub(crate) text: String,
    pub(crate) label: String,
    pub(crate) scope: Scope,
    pub(crate) split: Split,
    pub(crate) shop: String,
}

/// Whether a question has an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Scope {
    In,
    Oos,
}

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Split {
    Train,
    Val,
}

/// All rows of both files.
pub(crate) fn read(folder: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for file in ["clinc150.jsonl", "storefront.jsonl"] {
        let file = folder.join(file);
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        for line in text.lines() {
            rows.push(serde_json::from_str(line).with_context(|| file.display().to_string())?);
        }
    }
    Ok(rows)
}

/// The encoder, from its packed file.
pub(crate) fn embedder(weights: &Path) -> Result<Arc<Embedder>> {
    let bytes = std::fs::read(weights)
        .with_context(|| format!("cannot read {}; run `cargo xtask setup`", weights.display()))?;
    Ok(Arc::new(Embedder::new(vouch_encoder::Encoder::from_bytes(bytes.into())?)))
}

/// The licence of each source.
const LICENCES: [(&str, &str); 5] = [
    ("clinc150", "CLINC150 (Larson and others 2019), CC BY 3.0"),
    ("bitext", "Bitext customer support, 4,514 utterances, CDLA-Sharing-1.0"),
    ("sofmattress", "HINT3 v2 (Arora and others 2020), ODbL 1.0 and DbCL 1.0"),
    ("curekart", "HINT3 v2 (Arora and others 2020), ODbL 1.0 and DbCL 1.0"),
    ("powerplay11", "HINT3 v2 (Arora and others 2020), ODbL 1.0 and DbCL 1.0"),
];

/// The sources of simulated shops.
pub(crate) fn sources(rows: &[Row]) -> Vec<Source> {
    let source = |(name, licence): &(&str, &str)| {
        let own: Vec<&Row> = rows.iter().filter(|row| row.shop == *name).collect();
        let real = !["clinc150", "bitext"].contains(name);
        let mut labelled: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let (mut traffic, mut outside) = (Vec::new(), Vec::new());
        for row in own {
            match (row.split, row.scope) {
                (Split::Val, scope) if real => {
                    let answer = (scope == Scope::In).then(|| row.label.as_str().into());
                    traffic.push((row.text.clone(), answer));
                }
                (_, Scope::In) => {
                    labelled.entry(&row.label).or_default().push(row.text.clone());
                }
                // The out-of-scope rows of the other sets are of this one.
                (_, Scope::Oos) if *name == "clinc150" => outside.push(row.text.clone()),
                (_, Scope::Oos) => {}
            }
        }
        let answers = labelled.into_iter().map(|(label, mut questions)| {
            questions.sort_unstable();
            questions.dedup();
            Answer {
                id: label.into(),
                title: label.replace(['_', '-', '/'], " "),
                path: Vec::new(),
                text: String::new(),
                questions,
            }
        });
        Source {
            name: (*name).to_owned(),
            licence: (*licence).to_owned(),
            answers: answers.collect(),
            traffic,
            outside,
        }
    };
    LICENCES.iter().map(source).collect()
}
