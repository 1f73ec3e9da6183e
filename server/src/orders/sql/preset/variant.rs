//! One way to read a store, and what of its schema that needs.

use super::file::VariantFile;
use super::text;
use crate::orders::config::Queries;

/// A set of queries with their needs.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: String,
    pub(crate) needs: Vec<Need>,
    pub(crate) queries: Queries,
    /// What the list of own orders is found by, with the statement that makes each index; none
    /// where the query for it is the owner's.
    pub(crate) recent_indexes: Vec<(Need, String)>,
}

/// A table, or a column of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Need {
    pub(crate) table: String,
    pub(crate) column: Option<String>,
}

impl Variant {
    /// The preset's queries, unless the owner gives others in their place.
    pub(super) fn new(
        preset: &str,
        file: &VariantFile,
        own: &Queries,
        filled: &dyn Fn(&str) -> String,
    ) -> Self {
        let query = |own: &str, name: &str| {
            if !own.is_empty() {
                return own.to_owned();
            }
            let path = format!("{preset}/{name}");
            filled(text(&path).expect("a test finds every file that a preset names"))
        };
        let of_preset = own.recent.is_none();
        let indexes = file.recent_indexes.iter().filter(|_| of_preset);
        Self {
            recent_indexes: indexes
                .map(|(on, sql)| (Need::parse(&filled(on)), filled(sql)))
                .collect(),
            name: file.name.clone(),
            needs: file.needs.iter().map(|need| Need::parse(&filled(need))).collect(),
            queries: Queries {
                order: query(&own.order, &file.order),
                items: query(&own.items, &file.items),
                parcels: query(&own.parcels, &file.parcels),
                freshness: own.freshness.clone(),
                recent: own.recent.clone().or_else(|| Some(query("", file.recent.as_ref()?))),
            },
        }
    }

    /// The tables that the queries read, for grants.
    pub(crate) fn tables(&self) -> Vec<&str> {
        let mut tables: Vec<&str> = self.needs.iter().map(|need| need.table.as_str()).collect();
        tables.dedup();
        tables
    }
}

impl Need {
    pub(super) fn parse(text: &str) -> Self {
        match text.split_once('.') {
            Some((table, column)) => Self { table: table.into(), column: Some(column.into()) },
            None => Self { table: text.into(), column: None },
        }
    }
}

impl std::fmt::Display for Need {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.column {
            Some(column) => write!(f, "column {}.{column}", self.table),
            None => write!(f, "table {}", self.table),
        }
    }
}
