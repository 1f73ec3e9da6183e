//! A staff member with their roles.

use crate::auth::site_key::KeyRing;
use crate::sites::Sites;
use crate::store::staff::{EVERY_SITE, RoleRow, StaffRow};
use std::collections::BTreeMap;
use vouch_shared::id::SiteKey;
use vouch_shared::staff::{Permission, Role, SiteAccess};

/// A member of the staff, as the database knows them now.
#[derive(Clone, Debug)]
pub struct Member {
    pub email: String,
    /// As shoppers and colleagues read it.
    pub name: String,
    everywhere: Option<Role>,
    on_site: BTreeMap<String, Role>,
}

impl Member {
    /// From stored rows. A role of a name that is not known counts for nothing.
    pub fn new(row: StaffRow, roles: &[RoleRow]) -> Self {
        let known = |row: &RoleRow| Some((row.site.clone(), Role::parse(&row.role)?));
        let mut on_site: BTreeMap<String, Role> = roles.iter().filter_map(known).collect();
        let everywhere = on_site.remove(EVERY_SITE);
        Self { email: row.email, name: row.name, everywhere, on_site }
    }

    /// The role on a site: the one for this site, else the one for every site.
    pub fn role_on(&self, site: &SiteKey) -> Option<Role> {
        self.on_site.get(site.as_str()).copied().or(self.everywhere)
    }

    /// The role on every site that there is and will be.
    pub fn role_everywhere(&self) -> Option<Role> {
        self.everywhere
    }

    /// Whether they may do that on a site.
    pub fn may(&self, permission: Permission, site: &SiteKey) -> bool {
        self.role_on(site).is_some_and(|role| role.may(permission))
    }

    /// The sites that they work for, with what they may do there.
    pub fn access(&self, sites: &Sites, keys: &KeyRing) -> Vec<SiteAccess> {
        let sites = sites.all();
        let access = sites.iter().filter_map(|site| {
            let role = self.role_on(&site.key)?;
            let may = Permission::ALL.into_iter().filter(|permission| role.may(*permission));
            let (site, name) = (site.key.clone(), site.name.clone());
            let root_key = keys.site(&site).map(|keys| keys.set.root.kid.clone());
            Some(SiteAccess { site, name, role, root_key, permissions: may.collect() })
        });
        access.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(roles: &[(&str, &str)]) -> Member {
        let row = StaffRow {
            email: "a@shop.example".into(),
            name: "A".into(),
            password: None,
            created_at: String::new(),
        };
        let roles: Vec<_> = roles
            .iter()
            .map(|(site, role)| RoleRow {
                email: row.email.clone(),
                site: (*site).into(),
                role: (*role).into(),
            })
            .collect();
        Member::new(row, &roles)
    }

    #[test]
    fn a_sites_own_role_wins_over_the_one_for_every_site() {
        let both = member(&[("*", "owner"), ("pk_a", "agent")]);
        assert!(!both.may(Permission::ManageSite, &"pk_a".into()));
        assert!(both.may(Permission::ManageSite, &"pk_b".into()));
    }

    #[test]
    fn nobody_is_anything_elsewhere() {
        let agent = member(&[("pk_a", "agent")]);
        assert!(agent.may(Permission::AnswerTickets, &"pk_a".into()));
        assert_eq!((agent.role_on(&"pk_b".into()), agent.role_everywhere()), (None, None));
        assert_eq!(member(&[("pk_a", "emperor")]).role_on(&"pk_a".into()), None);
    }
}
