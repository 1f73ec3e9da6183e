//! `vouch init`: from nothing to a server that starts.

use super::output;
use crate::auth::site_key;
use crate::clock::Clock;
use crate::knowledge::workflow::person;
use crate::staff::account::{self, NewMember};
use crate::staff::audit::Actor;
use crate::staff::link;
use crate::store::staff::EVERY_SITE;
use crate::store::{self, Store};
use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;
use vouch_shared::staff::Role;

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The site's public key word, such as `pk_myshop`.
    #[arg(long)]
    site: String,
    /// The shop's name as shoppers know it.
    #[arg(long)]
    name: String,
    /// The shop's origin, such as <https://shop.example>.
    #[arg(long)]
    origin: String,
    /// The owner's e-mail address.
    #[arg(long)]
    owner: String,
}

impl Init {
    pub(super) async fn run(self, file: &Path, json: bool) -> anyhow::Result<ExitCode> {
        if file.exists() {
            bail!("{} exists; it is left as it is", file.display());
        }
        let text = self.configuration();
        let config = crate::config::parse(&text, &file.display().to_string(), std::env::vars())?;
        let store = Store::open(&config.database_url()).await?;
        let now = Clock::System.now();
        let site = self.site.as_str().into();
        let key = site_key::create(&store, &config.server.data_dir, &site, now).await?;
        let actor = Actor { who: "cli", site: None, now };
        let owner = person(&self.owner);
        if store::staff::find(&store, &owner).await?.is_none() {
            let new =
                NewMember { email: &owner, name: "Owner", role: Role::Owner, site: EVERY_SITE };
            account::add(&store, &new, &actor).await?;
        }
        let link = link::create(&store, &config.server.public_url, &owner, &actor).await?;
        // Last, so that a failure before it can simply be tried again.
        std::fs::write(file, &text).with_context(|| format!("cannot write {}", file.display()))?;
        if json {
            output::say_json(&json!({
                "config": file, "site": site, "thumbprint": key, "link": link.url,
            }))?;
        } else {
            let url = &config.server.public_url;
            output::say(&format!("wrote {}", file.display()));
            output::say(&format!(
                "paste this into the shop's pages:\n  <script async src=\"{url}/embed.js\" \
                 data-site=\"{site}\" data-key=\"{key}\"></script>"
            ));
            output::say(&format!(
                "start the server with `vouch serve`; then {owner} chooses a password here, once, \
                 before {}:\n  {}",
                link.expires_at, link.url
            ));
        }
        Ok(ExitCode::SUCCESS)
    }

    fn configuration(&self) -> String {
        // A debug-printed string is a TOML string: both quote and escape alike for what fits here.
        let Self { site, name, origin, .. } = self;
        format!(
            "# Every key can also come from the environment, as in VOUCH_SERVER__LISTEN.\n\
             # docs/configuration.md explains them all.\n\n\
             [server]\nlisten = \"127.0.0.1:8787\"\npublic_url = \"http://127.0.0.1:8787\"\n\
             data_dir = \"data\"\n\n[[site]]\nkey = {site:?}\nname = {name:?}\n\
             origins = [{origin:?}]\nlocale = \"en\"\nrisk = 0.005\n"
        )
    }
}
