//! Against real servers on this machine: an owner's endpoint as the documentation asks for it, and
//! others that hang, drip, lie and lead astray.

mod encrypted;
mod endpoint;
mod lies;
mod messages;
mod owner;
mod recent;
mod stories;
