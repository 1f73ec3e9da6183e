//! Text that a model writes. There is none: five gates have to be open first, and nothing in this
//! version can show that they are.

/// Evidence that all five gates are open for a site, right now. It has no values, so code that
/// needs one cannot run: no configuration, request or mistake can produce a generated card (P6).
/// The gates' own checks will be the only thing that makes one.
#[derive(Clone, Copy, Debug)]
pub enum OpenGates {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_value_of_the_evidence_exists() {
        // A type without values takes no space next to `None`; had it one, this would be 1.
        assert_eq!(size_of::<Option<OpenGates>>(), 0);
    }
}
