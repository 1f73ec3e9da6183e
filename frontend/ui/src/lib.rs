//! Card components.
