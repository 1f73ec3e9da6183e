//! `vouch key create|rotate|list`.

use super::{Context, output};
use crate::auth::site_key::{self, KeyRing};
use crate::clock::timestamp;
use clap::Subcommand;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use vouch_shared::id::SiteKey;

#[derive(Debug, Subcommand)]
pub(super) enum Key {
    /// Make a site's root key and first signing key; prints the thumbprint for `data-key`.
    Create {
        #[arg(long)]
        site: String,
    },
    /// Add a new signing key. Pages need no change; cards signed before stay verifiable.
    Rotate {
        #[arg(long)]
        site: String,
        /// Where the root key is, when it is kept outside the data folder.
        #[arg(long)]
        root_key: Option<PathBuf>,
    },
    /// List keys and their validity.
    List {
        #[arg(long)]
        site: Option<String>,
    },
}

impl Key {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        match self {
            Self::Create { site } => create(context, &site).await?,
            Self::Rotate { site, root_key } => rotate(context, &site, root_key).await?,
            Self::List { site } => list(context, site.as_deref()).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn create(context: &Context, site: &str) -> anyhow::Result<()> {
    let site = &context.site(site)?.key;
    let (store, data) = (context.store().await?, &context.config.server.data_dir);
    let thumbprint = site_key::create(&store, data, site, context.clock.now()).await?;
    if context.json {
        return output::say_json(&json!({"site": site, "thumbprint": thumbprint}));
    }
    output::say(&thumbprint);
    Ok(())
}

async fn rotate(context: &Context, site: &str, root: Option<PathBuf>) -> anyhow::Result<()> {
    let site = &context.site(site)?.key;
    let (store, data) = (context.store().await?, &context.config.server.data_dir);
    let now = context.clock.now();
    let kid = site_key::rotate(&store, data, site, root.as_deref(), now).await?;
    if context.json {
        return output::say_json(&json!({"site": site, "kid": kid}));
    }
    output::say(&format!("`{site}` signs with {kid} from now on"));
    Ok(())
}

async fn list(context: &Context, only: Option<&str>) -> anyhow::Result<()> {
    let ring = KeyRing::open(&context.store().await?, &context.config.server.data_dir).await?;
    let sites = ring.all();
    let wanted = |site: &SiteKey| only.is_none_or(|only| only == site.as_str());
    let chosen = sites.iter().filter(|(site, _)| wanted(site));
    if context.json {
        let all: Vec<_> = chosen
            .map(|(site, keys)| {
                json!({"site": site, "thumbprint": keys.set.root.kid, "keys": keys.list.keys})
            })
            .collect();
        return output::say_json(&all);
    }
    let now = timestamp(context.clock.now());
    for (site, keys) in chosen {
        output::say(&format!("{site}  root {}", keys.set.root.kid));
        for key in &keys.list.keys {
            let state = if key.not_after < now { "past" } else { "valid" };
            let (from, to) = (&key.not_before, &key.not_after);
            output::say(&format!("  {state:5} {}  {from} to {to}", key.jwk.kid));
        }
    }
    Ok(())
}
