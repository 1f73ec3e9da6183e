//! `vouch user add|list`.

use super::{Context, output};
use crate::clock::timestamp;
use crate::knowledge::workflow::person;
use crate::store::{self, Error, staff::StaffRow};
use anyhow::bail;
use clap::{Subcommand, ValueEnum};
use std::process::ExitCode;

#[derive(Debug, Subcommand)]
pub(super) enum User {
    /// Add a staff member.
    Add {
        email: String,
        #[arg(long)]
        name: String,
        #[arg(long, value_enum)]
        role: Role,
    },
    /// List staff members.
    List,
}

/// What a staff member may do.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Role {
    Owner,
    Admin,
    Agent,
    Editor,
    Reviewer,
    Security,
}

impl Role {
    fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Agent => "agent",
            Self::Editor => "editor",
            Self::Reviewer => "reviewer",
            Self::Security => "security",
        }
    }
}

impl User {
    pub(super) async fn run(self, context: &Context) -> anyhow::Result<ExitCode> {
        let store = context.store().await?;
        match self {
            Self::Add { email, name, role } => {
                let created_at = timestamp(context.clock.now()).0;
                let member = add(&store, &email, &name, role, created_at).await?;
                output::say(&format!("{} is {} now", member.email, member.role));
            }
            Self::List => {
                let staff = store::staff::list(&store).await?;
                if context.json {
                    output::say_json(&staff)?;
                } else {
                    for member in staff {
                        let StaffRow { email, name, role, .. } = member;
                        output::say(&format!("{email}  {role}  {name}"));
                    }
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Adds a member.
pub(super) async fn add(
    store: &store::Store,
    email: &str,
    name: &str,
    role: Role,
    created_at: String,
) -> anyhow::Result<StaffRow> {
    let email = person(email);
    if !email.contains('@') {
        bail!("`{email}` is not an e-mail address");
    }
    let member = StaffRow {
        email,
        name: name.trim().to_owned(),
        role: role.as_str().to_owned(),
        created_at,
    };
    match store::staff::insert(store, &member).await {
        Ok(()) => Ok(member),
        Err(Error::Conflict) => bail!("`{}` is a staff member already", member.email),
        Err(error) => Err(error.into()),
    }
}
