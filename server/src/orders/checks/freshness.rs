//! Whether the data is recent enough, where the owner asks for it.

use super::{Context, Facts, Verdict};

pub(super) fn fresh_enough(facts: &Facts, context: &Context<'_>) -> Verdict {
    let (Some(read_until), Some(most)) = (facts.read_until, context.max_staleness) else {
        return Verdict::NothingToCheck;
    };
    let age = context.now - read_until;
    if age > most {
        return Verdict::Fails(format!(
            "the data is {} s old; max_staleness_s is {}",
            age.whole_seconds(),
            most.as_secs()
        ));
    }
    if -age > context.clock_tolerance {
        return Verdict::Fails(format!("read_until is {} s ahead", -age.whole_seconds()));
    }
    Verdict::Holds
}
