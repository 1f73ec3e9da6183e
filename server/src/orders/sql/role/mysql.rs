//! What a MariaDB or `MySQL` account may do, from `SHOW GRANTS`. Read strictly: whatever is not known
//! to be harmless counts as a power.

use super::Power;
use crate::orders::sql::look::Look;
use sqlx::Row;
use sqlx::any::AnyRow;

/// More than an account for reading has.
const MAX_GRANTS: usize = 500;
/// Roles within roles are followed so far.
const MAX_ROLES: usize = 20;

/// Privileges that change nothing.
const READING: [&str; 10] = [
    "USAGE",
    "SELECT",
    "SHOW VIEW",
    "SHOW DATABASES",
    "SHOW_ROUTINE",
    "PROCESS",
    "REPLICATION CLIENT",
    "BINLOG MONITOR",
    "SLAVE MONITOR",
    "REPLICA MONITOR",
];

pub(super) async fn powers(look: &mut Look<'_>) -> sqlx::Result<Vec<Power>> {
    let mut powers = Vec::new();
    let mut roles = Vec::new();
    take(look.ask("role", "SHOW GRANTS", None, MAX_GRANTS).await?, &mut powers, &mut roles)?;
    let mut followed = 0;
    while let Some(role) = roles.get(followed).cloned() {
        followed += 1;
        let sql = format!("SHOW GRANTS FOR {role}");
        match look.ask("role", &sql, None, MAX_GRANTS).await {
            Ok(rows) if followed <= MAX_ROLES => take(rows, &mut powers, &mut roles)?,
            // Only whoever may read the server's own tables sees what a role may do.
            Ok(_) | Err(sqlx::Error::Database(_)) => powers.push(hidden(&role)),
            Err(error) => return Err(error),
        }
    }
    powers.dedup();
    Ok(powers)
}

fn take(rows: Vec<AnyRow>, powers: &mut Vec<Power>, roles: &mut Vec<String>) -> sqlx::Result<()> {
    for row in rows {
        match Grant::parse(row.try_get(0)?) {
            Grant::Harmless => {}
            Grant::Power(power) => powers.push(power),
            Grant::Roles(more) => {
                let new: Vec<String> =
                    more.into_iter().filter(|role| !roles.contains(role)).collect();
                roles.extend(new);
            }
        }
    }
    Ok(())
}

/// What may be done through a role that cannot be looked at counts as anything.
fn hidden(role: &str) -> Power {
    Power { what: format!("whatever the role {role} may do, which it cannot see"), undo: None }
}

/// One line of `SHOW GRANTS`.
#[derive(Debug, PartialEq, Eq)]
enum Grant {
    Harmless,
    Power(Power),
    /// Roles, quoted, whose own grants count as well.
    Roles(Vec<String>),
}

impl Grant {
    fn parse(line: &str) -> Self {
        let unknown = || Self::Power(Power { what: line.to_owned(), undo: None });
        if line.starts_with("SET DEFAULT ROLE ") {
            return Self::Harmless;
        }
        let Some(rest) = line.strip_prefix("GRANT ") else { return unknown() };
        let Some((given, to)) = split_outside_quotes(rest, " TO ") else { return unknown() };
        let account = split_outside_quotes(to, " ").map_or(to, |(account, _)| account);
        let Some((privileges, on)) = split_outside_quotes(given, " ON ") else {
            return if to.contains(" WITH ADMIN OPTION") || !are_roles(given) {
                unknown()
            } else {
                Self::Roles(split_privileges(given).into_iter().map(str::to_owned).collect())
            };
        };
        let mut excess: Vec<&str> = split_privileges(privileges)
            .into_iter()
            .filter(|privilege| !READING.contains(&bare(privilege)))
            .collect();
        if to.contains(" WITH GRANT OPTION") {
            excess.push("GRANT OPTION");
        }
        if excess.is_empty() {
            return Self::Harmless;
        }
        let excess = excess.join(", ");
        let undo = format!("REVOKE {excess} ON {on} FROM {account}");
        Self::Power(Power { what: format!("{excess} on {on}"), undo: Some(undo) })
    }
}

/// `SELECT (``a``, ``b``)` is a privilege on columns.
fn bare(privilege: &str) -> &str {
    privilege.split_once(" (").map_or(privilege, |(name, _)| name)
}

/// Quoted names, with their hosts in `MySQL`.
fn are_roles(text: &str) -> bool {
    split_privileges(text).iter().all(|role| role.starts_with(['`', '\'', '"']))
}

/// Splits at the commas that stand outside parentheses and quotes.
fn split_privileges(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in outside_quotes(text) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// Splits at the first mark that stands outside quotes.
fn split_outside_quotes<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let at = outside_quotes(text).map(|(at, _)| at).find(|&at| text[at..].starts_with(mark))?;
    Some((&text[..at], &text[at + mark.len()..]))
}

/// The characters that stand outside quoted names. A quote within one is doubled, which ends one
/// name and begins the next.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut within = None;
    text.char_indices().filter(move |&(_, c)| {
        let outside = within.is_none();
        if within == Some(c) {
            within = None;
        } else if outside && matches!(c, '`' | '\'' | '"') {
            within = Some(c);
        }
        outside && within.is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grants_for_reading_are_harmless() {
        for line in [
            "GRANT USAGE ON *.* TO `reader`@`%` IDENTIFIED BY PASSWORD '*94BDCEBE19083CE2'",
            "GRANT SELECT ON `shop`.* TO `reader`@`%`",
            "GRANT SELECT, SHOW VIEW ON `shop`.`wp_wc_orders` TO `reader`@`localhost`",
            "GRANT SELECT (`id`, `status`) ON `shop`.`wp_wc_orders` TO 'reader'@'%'",
            "GRANT PROCESS, BINLOG MONITOR ON *.* TO `reader`@`%`",
            "GRANT SELECT ON `INSERT ON x TO y`.* TO `DELETE`@`%`",
            "SET DEFAULT ROLE `readers` FOR `reader`@`%`",
        ] {
            assert_eq!(Grant::parse(line), Grant::Harmless, "{line}");
        }
    }

    #[test]
    fn every_other_grant_is_a_power() {
        for (line, what) in [
            ("GRANT ALL PRIVILEGES ON `shop`.* TO `wp`@`%`", "ALL PRIVILEGES on `shop`.*"),
            ("GRANT SELECT, INSERT, UPDATE ON *.* TO `wp`@`%`", "INSERT, UPDATE on *.*"),
            (
                "GRANT SELECT, UPDATE (`a`, `b`) ON `shop`.`t` TO `wp`@`%`",
                "UPDATE (`a`, `b`) on `shop`.`t`",
            ),
            ("GRANT SELECT ON `shop`.* TO `wp`@`%` WITH GRANT OPTION", "GRANT OPTION on `shop`.*"),
            ("GRANT PROXY ON ''@'%' TO 'root'@'localhost'", "PROXY on ''@'%'"),
            (
                "GRANT EXECUTE ON PROCEDURE `shop`.`p` TO `wp`@`%`",
                "EXECUTE on PROCEDURE `shop`.`p`",
            ),
            ("GRANT SYSTEM_USER ON *.* TO `wp`@`%`", "SYSTEM_USER on *.*"),
            (
                "GRANT `a`@`%` TO `wp`@`%` WITH ADMIN OPTION",
                "GRANT `a`@`%` TO `wp`@`%` WITH ADMIN OPTION",
            ),
            ("REVOKE UPDATE ON `shop`.* FROM `wp`@`%`", "REVOKE UPDATE ON `shop`.* FROM `wp`@`%`"),
            ("something new", "something new"),
        ] {
            let Grant::Power(power) = Grant::parse(line) else { panic!("{line}") };
            assert_eq!(power.what, what);
        }
        let Grant::Power(power) = Grant::parse("GRANT SELECT, DROP ON `s`.* TO `w`@`%`") else {
            panic!()
        };
        assert_eq!(power.undo.as_deref(), Some("REVOKE DROP ON `s`.* FROM `w`@`%`"));
    }

    #[test]
    fn roles_are_followed() {
        for (line, roles) in [
            ("GRANT `readers` TO `reader`@`%`", vec!["`readers`"]),
            ("GRANT `a`@`%`,`b, c`@`%` TO `reader`@`%`", vec!["`a`@`%`", "`b, c`@`%`"]),
        ] {
            let Grant::Roles(found) = Grant::parse(line) else { panic!("{line}") };
            assert_eq!(found, roles);
        }
    }
}
