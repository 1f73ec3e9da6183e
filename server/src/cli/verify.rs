//! `vouch verify RECEIPT.json`: offline, without a configuration.

use super::output;
use crate::ledger;
use anyhow::Context as _;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use vouch_shared::receipt::SignedReceipt;

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The receipt as it was downloaded.
    receipt: PathBuf,
    /// The thumbprint that the shop's page pins (`data-key`); without it the receipt is only
    /// shown to be consistent in itself.
    #[arg(long)]
    key: Option<String>,
}

impl Verify {
    pub(super) fn run(self, json: bool) -> anyhow::Result<ExitCode> {
        let file = self.receipt.display();
        let text = std::fs::read_to_string(&self.receipt)
            .with_context(|| format!("cannot read {file}"))?;
        let signed: SignedReceipt =
            serde_json::from_str(&text).with_context(|| format!("{file} is no receipt"))?;
        let receipt = ledger::verify(&signed)?;
        let root = &signed.keys.root.kid;
        if let Some(pinned) = self.key.filter(|pinned| pinned != root) {
            anyhow::bail!("the receipt is by root key {root}, not by {pinned}");
        }
        let entries = receipt.entries.len();
        if json {
            output::say_json(&json!({
                "valid": true, "site": receipt.site, "conversation": receipt.conversation,
                "issued_at": receipt.issued_at, "entries": entries, "root_key": root,
            }))?;
        } else {
            output::say(&format!(
                "valid: {entries} entries of conversation {} on `{}`, signed {} under root key {root}",
                receipt.conversation, receipt.site, receipt.issued_at
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
