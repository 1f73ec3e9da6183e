//! Faults: power cuts, disks that refuse, databases that go away, networks that cut connections.
//! What was promised before a fault still holds after it.

mod crash;
mod delivery;
mod network;
mod shutdown;
mod unwritable;
