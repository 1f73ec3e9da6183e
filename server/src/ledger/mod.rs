//! The append-only record of everything that was said. An entry is durable before what it records
//! is shown (P3), and each conversation's entries are chained by hashes (P12).

mod asked;
mod chain;
mod entry;
mod line;
mod receipt;
mod usage;
mod words;
mod writer;

pub use asked::card_kind;
pub use chain::{GENESIS, link, verify_chain};
pub use entry::{Entry, RequestKey, Said, cards_of};
pub use line::value_in_line;
pub use receipt::{ReceiptError, issue, verify};
pub use words::words_of;
pub use writer::{Append, Beside, DeskRows, Ledger, Takeover};
