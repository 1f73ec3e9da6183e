//! What a site may say: policy documents and answer sets, parsed strictly from files. Only
//! [`folder`] reads files; everything else turns text into types or into a list of problems. What
//! editors and reviewers do in the console is in [`desk`], and what holds them back in [`gate`].

pub mod document;
pub mod problem;

pub mod answer_set;
pub mod folder;
pub mod markdown;
pub mod policy;

mod blocks;
mod characters;
mod front_matter;
mod outline;
mod questions;
mod slug;

pub mod approved;
pub mod archive;
pub mod calibration;
pub mod cases;
pub mod desk;
pub mod duplicates;
pub mod gate;
pub mod hints;
pub mod html;
pub mod library;
pub mod replies;
pub mod trained;
pub mod workflow;

pub(crate) mod material;
