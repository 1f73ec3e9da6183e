//! What `vouch orders check` tells an owner.
