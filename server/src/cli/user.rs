//! `vouch user add|link|role|remove|password|list`.

use super::{Context, output};
use crate::staff::account::{self, NewMember};
use crate::staff::audit::Actor;
use crate::staff::link::{self, Link};
use crate::store::{self, staff::EVERY_SITE};
use anyhow::Context as _;
use clap::Subcommand;
use serde_json::json;
use std::io::Read as _;
use std::process::ExitCode;
use vouch_shared::staff::Role;

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a staff member, and print the link with which they choose a password.
    Add {
        email: String,
        #[arg(long)]
        name: String,
        /// owner, admin, agent, editor, reviewer or security.
        #[arg(long, value_parser = role)]
        role: Role,
        /// The site that the role is for; every site where it is left out.
        #[arg(long)]
        site: Option<String>,
    },
    /// Print a new link with which a staff member chooses a password, or another one. It works
    /// once, for two days; earlier links end.
    Link { email: String },
    /// Give a staff member a role on a site, instead of the one they had there.
    Role {
        email: String,
        /// owner, admin, agent, editor, reviewer or security.
        #[arg(value_parser = role)]
        role: Role,
        /// The site that the role is for; every site where it is left out.
        #[arg(long)]
        site: Option<String>,
    },
    /// Take a staff member's role away, and with the last one all access.
    Remove {
        email: String,
        /// The site of the role; the role on every site where it is left out.
        #[arg(long)]
        site: Option<String>,
    },
    /// Choose a staff member's password: the first line of the standard input.
    Password { email: String },
    /// List staff members.
    List,
}

fn role(name: &str) -> Result<Role, String> {
    let known = Role::ALL.map(Role::as_str).join(", ");
    Role::parse(name).ok_or_else(|| format!("there is no role `{name}`; there are: {known}"))
}

impl User {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let store = context.store().await?;
        let actor = Actor { who: "cli", site: None, now: context.clock.now() };
        match self {
            Self::Add { email, name, role, site } => {
                let site = scope(context, site.as_deref())?;
                let new = NewMember { email: &email, name: &name, role, site: &site };
                let email = account::add(&store, &new, &actor).await?;
                let known = store::staff::find(&store, &email).await?;
                let is_set_up = known.is_some_and(|row| row.password.is_some());
                if !context.json {
                    output::say(&format!("{email} is {} now", role.as_str()));
                }
                if !is_set_up {
                    print_link(context, &store, &email, &actor).await?;
                }
            }
            Self::Link { email } => print_link(context, &store, &email, &actor).await?,
            Self::Role { email, role, site } => {
                let site = scope(context, site.as_deref())?;
                account::set_role(&store, (&email, &site, role), None, &actor).await?;
                output::say(&format!("{email} is {} now", role.as_str()));
            }
            Self::Remove { email, site } => {
                let site = scope(context, site.as_deref())?;
                account::remove(&store, (&email, &site), &actor).await?;
                output::say(&format!("{email} has no role there any more"));
            }
            Self::Password { email } => {
                account::set_password(&store, (&email, first_line()?), None, &actor).await?;
                output::say("the password is set");
            }
            Self::List => list(context, &store).await?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

async fn print_link(
    context: &Context,
    store: &store::Store,
    email: &str,
    actor: &Actor<'_>,
) -> anyhow::Result<()> {
    let url = &context.config.server.public_url;
    let Link { url, expires_at } = link::create(store, url, email, actor).await?;
    if context.json {
        return output::say_json(&json!({"email": email, "link": url, "expires_at": expires_at}));
    }
    output::say(&format!("they choose a password here, once, before {expires_at}:\n  {url}"));
    Ok(())
}

fn scope(context: &Context, site: Option<&str>) -> anyhow::Result<String> {
    match site {
        Some(site) => Ok(context.site(site)?.key.0.clone()),
        None => Ok(EVERY_SITE.to_owned()),
    }
}

fn first_line() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("the password cannot be read")?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

async fn list(context: &Context, store: &store::Store) -> anyhow::Result<()> {
    let (staff, roles) = (store::staff::list(store).await?, store::staff::all_roles(store).await?);
    for member in &staff {
        let own = roles.iter().filter(|role| role.email == member.email);
        if context.json {
            continue;
        }
        let own: Vec<_> = own.map(|role| format!("{} on {}", role.role, role.site)).collect();
        output::say(&format!("{}  {}  {}", member.email, own.join(", "), member.name));
    }
    if context.json {
        let with_roles = |member: &store::staff::StaffRow| {
            let own: Vec<_> = roles.iter().filter(|role| role.email == member.email).collect();
            let has_password = member.password.is_some();
            json!({"member": member, "roles": own, "has_password": has_password})
        };
        output::say_json(&staff.iter().map(with_roles).collect::<Vec<_>>())?;
    }
    Ok(())
}
