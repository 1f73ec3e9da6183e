//! The sizes of all-MiniLM-L6-v2, which the code is written for.

/// Numbers in an embedding.
pub const DIMENSIONS: usize = 384;
/// Layers at the end whose embeddings can be had, the last one being the model's own.
pub const LAST: usize = 3;
/// Word pieces that are read of a text, `[CLS]` and `[SEP]` among them.
pub const LONGEST: usize = 128;

/// Entries of the vocabulary.
pub(crate) const WORDS: usize = 30_522;
pub(crate) const LAYERS: usize = 6;
pub(crate) const HEADS: usize = 12;
/// Numbers of one attention head.
pub(crate) const HEAD: usize = DIMENSIONS / HEADS;
/// Width of query, key and value, one after the other.
pub(crate) const ATTENTION: usize = 3 * DIMENSIONS;
/// Width between the two feed-forward matrices.
pub(crate) const INNER: usize = 4 * DIMENSIONS;

/// Output rows that are computed together.
pub(crate) const LANES: usize = 16;
/// Pairs of inputs to a matrix as wide as an embedding.
pub(crate) const PAIRS: usize = DIMENSIONS / 2;
/// Pairs of inputs to the second feed-forward matrix.
pub(crate) const INNER_PAIRS: usize = INNER / 2;
