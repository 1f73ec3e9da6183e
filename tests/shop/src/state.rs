//! What every page needs: options, catalogue and policies, read once.

use crate::catalogue::Catalogue;
use crate::options::StorefrontOptions;
use crate::policies::{self, Policy};
use std::sync::Arc;

/// The shop behind the pages.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) options: StorefrontOptions,
    pub(crate) catalogue: Catalogue,
    pub(crate) policies: Vec<Policy>,
}

impl Shop {
    pub(crate) fn new(options: StorefrontOptions) -> Arc<Self> {
        Arc::new(Self {
            options,
            catalogue: Catalogue::load().expect("products.toml is compiled in and tested"),
            policies: policies::load().expect("the policies are compiled in and tested"),
        })
    }

    pub(crate) fn policy(&self, id: &str) -> Option<&Policy> {
        self.policies.iter().find(|policy| policy.id == id)
    }
}
