//! Why a file of weights cannot be used.

use thiserror::Error;

/// Why a file of weights cannot be used. Each message says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EncoderError {
    /// Not a packed file at all.
    #[error("this is not a file of Vouch's encoder weights: run `cargo xtask setup` to make one")]
    Foreign,
    /// From another version of Vouch.
    #[error(
        "the encoder weights have format {found}, this program reads format {expected}: \
         run `cargo xtask setup` to make them anew"
    )]
    Version { found: u32, expected: u32 },
    /// Cut off, or with something behind the end.
    #[error(
        "the encoder weights should have {expected} bytes and have {found}: \
         run `cargo xtask setup` to make them anew"
    )]
    Size { found: usize, expected: u64 },
    /// Of the right length, but the checksum does not fit.
    #[error("the encoder weights are damaged: run `cargo xtask setup` to make them anew")]
    Damaged,
}
