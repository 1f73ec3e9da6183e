//! The table of roles in `docs/operations.md` is the one that the code goes by.

use std::fmt::Write as _;
use vouch_shared::staff::{Permission, Role};

#[test]
fn the_written_table_is_the_one_in_force() {
    let mut table = String::from("|");
    for role in Role::ALL {
        write!(table, " | {}", role.as_str()).unwrap();
    }
    table += " |\n|---|---|---|---|---|---|---|\n";
    for permission in Permission::ALL {
        let name = serde_json::to_value(permission).unwrap();
        write!(table, "| {}", name.as_str().unwrap()).unwrap();
        for role in Role::ALL {
            write!(table, " | {}", if role.may(permission) { "yes" } else { "no" }).unwrap();
        }
        table += " |\n";
    }
    let docs = include_str!("../../../../docs/operations.md");
    assert!(docs.contains(&table), "docs/operations.md needs this table:\n{table}");
}
