//! Setting sites up from the console: adding one, its look and origins, the tag to paste, whether
//! the tag is seen, and the connection to its orders.

mod file;
pub mod orders;
pub mod seen;
pub mod settings;

pub use file::Editing;

use crate::config::ConfigError;
use crate::error::Error;

/// What does not fit, as a field of the request.
fn refused(error: &ConfigError) -> Error {
    match error {
        ConfigError::Invalid { key, message } => {
            let field = key.rsplit(['.', ' ']).next().unwrap_or_default();
            Error::invalid(field, message.clone())
        }
        other => Error::invalid("", other.to_string()),
    }
}
