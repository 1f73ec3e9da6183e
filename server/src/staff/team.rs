//! A site's staff: who may change what about whom. Nobody changes themselves, nobody but an owner
//! makes or unmakes owners, and whoever works for one site only cannot reach an account that holds
//! on others.

use super::account::{self, NewMember};
use super::audit::Actor;
use super::member::Member;
use super::{link, second_step};
use crate::app::App;
use crate::error::Error;
use crate::knowledge::workflow::person;
use crate::store;
use crate::store::staff::{EVERY_SITE, RoleRow, StaffRow};
use std::collections::{BTreeMap, BTreeSet};
use vouch_shared::account::SetUpLink;
use vouch_shared::id::{SiteKey, Timestamp};
use vouch_shared::staff::{Permission, Role};
use vouch_shared::team::{Invitation, Invited, RoleChange, Team, TeamDeed, TeamMember};

const YOURSELF: &str = "nobody changes their own access; ask another owner or admin";
const BEYOND: &str = "this member has a role that you cannot give or take, here or on another site";
const NOT_EVERYWHERE: &str = "your own role does not let you give roles on every site";
const NOBODY: &str = "there is no such member on this site";

/// Whoever manages a site's staff.
pub struct Manager<'a> {
    pub app: &'a App,
    pub member: &'a Member,
    pub site: &'a SiteKey,
}

/// A member of the site, with all of their roles.
struct Subject {
    row: StaffRow,
    roles: Vec<RoleRow>,
}

impl Subject {
    /// The role on a site, and whether it is the one for every site.
    fn role_on(&self, site: &SiteKey) -> Option<(Role, bool)> {
        let on = |site: &str| {
            let row = self.roles.iter().find(|row| row.site == site)?;
            Role::parse(&row.role)
        };
        let own = on(site.as_str()).map(|role| (role, false));
        own.or_else(|| on(EVERY_SITE).map(|role| (role, true)))
    }
}

impl Manager<'_> {
    /// Everybody who works for the site.
    pub async fn team(&self) -> Result<Team, Error> {
        let store = &self.app.store;
        let totp: BTreeSet<_> = store::totp::confirmed(store).await?.into_iter().collect();
        let seen: BTreeMap<_, _> =
            store::staff_session::last_seen(store).await?.into_iter().collect();
        let roles = store::staff::all_roles(store).await?;
        let members = store::staff::list(store).await?.into_iter().filter_map(|row| {
            let own = roles.iter().filter(|role| role.email == row.email).cloned().collect();
            let subject = Subject { row, roles: own };
            let (role, everywhere) = subject.role_on(self.site)?;
            let has_totp = totp.contains(&subject.row.email);
            let may = self.deeds(&subject, has_totp);
            let StaffRow { email, name, password, .. } = subject.row;
            let seen_at = seen.get(&email).cloned().map(Timestamp);
            let ready = password.is_some();
            Some(TeamMember { email, name, role, everywhere, ready, totp: has_totp, seen_at, may })
        });
        Ok(Team {
            members: members.collect(),
            roles: Role::ALL.into_iter().filter(|role| self.may_give(*role, false)).collect(),
            everywhere: self.manages_everywhere(),
            mails: self.app.mailer.is_some(),
        })
    }

    /// Lets somebody in.
    pub async fn invite(&self, invitation: &Invitation) -> Result<Invited, Error> {
        let Invitation { email, name, role, everywhere } = invitation;
        self.refuse_giving(*role, *everywhere)?;
        let site = self.scope(*everywhere);
        let new = NewMember { email, name, role: *role, site };
        let email = account::add(&self.app.store, &new, &self.actor()).await?;
        let row = store::staff::find(&self.app.store, &email).await?;
        let is_known = row.is_some_and(|row| row.password.is_some());
        let link = if is_known {
            None
        } else {
            Some(link::invite(self.app, &email, &self.actor()).await?)
        };
        Ok(Invited { email, link })
    }

    /// Gives a member another role.
    pub async fn change_role(&self, email: &str, change: &RoleChange) -> Result<(), Error> {
        let subject = self.subject(email).await?;
        self.refuse_reaching(&subject)?;
        self.refuse_giving(change.role, change.everywhere)?;
        let to = (&*subject.row.email, self.scope(change.everywhere), change.role);
        let instead_of = change.everywhere.then_some(self.site.as_str());
        Ok(account::set_role(&self.app.store, to, instead_of, &self.actor()).await?)
    }

    /// Takes a member's role away, at once.
    pub async fn remove(&self, email: &str) -> Result<(), Error> {
        let subject = self.subject(email).await?;
        self.refuse_reaching(&subject)?;
        for row in &subject.roles {
            if row.site == self.site.as_str() || row.site == EVERY_SITE {
                let from = (&*subject.row.email, &*row.site);
                account::remove(&self.app.store, from, &self.actor()).await?;
            }
        }
        Ok(())
    }

    /// Makes a new set-up link for a member, which lets them choose another password.
    pub async fn make_link(&self, email: &str) -> Result<SetUpLink, Error> {
        let subject = self.subject(email).await?;
        self.refuse_account(&subject)?;
        Ok(link::invite(self.app, &subject.row.email, &self.actor()).await?)
    }

    /// Switches a member's second step off.
    pub async fn switch_totp_off(&self, email: &str) -> Result<(), Error> {
        let subject = self.subject(email).await?;
        self.refuse_account(&subject)?;
        if !self.owns(&subject) {
            return Err(Error::Forbidden("only an owner switches a member's second step off"));
        }
        second_step::switch_off(self.app, &subject.row.email, &self.actor()).await
    }

    fn deeds(&self, subject: &Subject, has_totp: bool) -> Vec<TeamDeed> {
        let reaches_account = self.refuse_account(subject).is_ok();
        let deeds = [
            (TeamDeed::ChangeRole, self.refuse_reaching(subject).is_ok()),
            (TeamDeed::MakeLink, reaches_account),
            (TeamDeed::SwitchTotpOff, reaches_account && has_totp && self.owns(subject)),
        ];
        deeds.into_iter().filter(|(_, may)| *may).map(|(deed, _)| deed).collect()
    }

    async fn subject(&self, email: &str) -> Result<Subject, Error> {
        let email = person(email);
        let row = store::staff::find(&self.app.store, &email).await?;
        let row = row.ok_or(Error::NotFound(NOBODY))?;
        let subject = Subject { roles: store::staff::roles(&self.app.store, &email).await?, row };
        subject.role_on(self.site).ok_or(Error::NotFound(NOBODY))?;
        Ok(subject)
    }

    /// A member's roles that hold here: those on this site and on every site.
    fn refuse_reaching(&self, subject: &Subject) -> Result<(), Error> {
        self.refuse_over(subject, |row| row.site == self.site.as_str() || row.site == EVERY_SITE)
    }

    /// What concerns the account itself concerns all of its roles.
    fn refuse_account(&self, subject: &Subject) -> Result<(), Error> {
        self.refuse_over(subject, |_| true)
    }

    fn refuse_over(
        &self,
        subject: &Subject,
        counts: impl Fn(&RoleRow) -> bool,
    ) -> Result<(), Error> {
        if subject.row.email == self.member.email {
            return Err(Error::Forbidden(YOURSELF));
        }
        let mut rows = subject.roles.iter().filter(|row| counts(row));
        let may =
            rows.all(|row| Role::parse(&row.role).is_some_and(|it| self.may_grant(it, &row.site)));
        if may { Ok(()) } else { Err(Error::Forbidden(BEYOND)) }
    }

    fn refuse_giving(&self, role: Role, everywhere: bool) -> Result<(), Error> {
        if everywhere && !self.manages_everywhere() {
            return Err(Error::Forbidden(NOT_EVERYWHERE));
        }
        if self.may_give(role, everywhere) {
            Ok(())
        } else {
            Err(Error::Forbidden("only an owner makes owners"))
        }
    }

    fn may_give(&self, role: Role, everywhere: bool) -> bool {
        self.may_grant(role, self.scope(everywhere))
    }

    fn may_grant(&self, role: Role, site: &str) -> bool {
        let own = if site == EVERY_SITE {
            self.member.role_everywhere()
        } else {
            self.member.role_on(&site.into())
        };
        own.is_some_and(|own| own.may(Permission::ManageStaff) && own.may_grant(role))
    }

    fn owns(&self, subject: &Subject) -> bool {
        subject.roles.iter().all(|row| self.may_grant(Role::Owner, &row.site))
    }

    fn manages_everywhere(&self) -> bool {
        self.member.role_everywhere().is_some_and(|role| role.may(Permission::ManageStaff))
    }

    fn scope(&self, everywhere: bool) -> &str {
        if everywhere { EVERY_SITE } else { self.site.as_str() }
    }

    fn actor(&self) -> Actor<'_> {
        Actor { who: &self.member.email, site: Some(self.site), now: self.app.clock.now() }
    }
}
