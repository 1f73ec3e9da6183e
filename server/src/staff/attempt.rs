//! Tries to sign in, counted in the database and so across servers: by account, whether or not
//! there is one of that name, and by network address. Whoever fails too often waits, twice as long
//! each time.

use crate::app::App;
use crate::auth::token::sha256_hex;
use crate::clock::{new_id, unix_ms};
use crate::error::Error;
use crate::store;
use std::net::IpAddr;

/// Failed tries are forgotten after a day.
const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1_000;
/// The wait after the first try too many.
const FIRST_WAIT_MS: i64 = 3_000;

/// How patient we are with a subject.
#[derive(Clone, Copy)]
struct Patience {
    /// Tries that may fail without a wait.
    free: i64,
    longest_ms: i64,
}

/// Short at its longest, since a stranger can make an account's owner wait.
const ACCOUNT: Patience = Patience { free: 5, longest_ms: 5 * 60 * 1_000 };
/// A whole office may share one.
const ADDRESS: Patience = Patience { free: 20, longest_ms: 15 * 60 * 1_000 };

/// A try that is under way. Left alone it counts as failed.
pub struct Attempt<'a> {
    app: &'a App,
    id: String,
    account: String,
}

impl<'a> Attempt<'a> {
    /// Notes a try, unless it comes too soon after those that failed.
    pub async fn begin(app: &'a App, email: &str, address: IpAddr) -> Result<Self, Error> {
        let now = app.clock.now();
        let (id, now_ms) = (new_id(now), unix_ms(now));
        let account = sha256_hex(format!("account {email}").as_bytes());
        let network = sha256_hex(format!("address {address}").as_bytes());
        let subjects = [account.clone(), network.clone()];
        let times = (now_ms, now_ms - REMEMBERED_MS);
        store::sign_in_attempt::insert(&app.store, &id, &subjects, times).await?;
        let attempt = Self { app, id, account };
        for (subject, patience) in [(&attempt.account, ACCOUNT), (&network, ADDRESS)] {
            let others = store::sign_in_attempt::others(&app.store, &attempt.id, subject).await?;
            let wait_ms = patience.wait_ms(others, now_ms);
            if wait_ms > 0 {
                attempt.take_back().await?;
                metrics::counter!("vouch_sign_ins", "outcome" => "too_soon").increment(1);
                let retry_after_s = u64::try_from(wait_ms).unwrap_or_default().div_ceil(1_000);
                return Err(Error::TooMany { retry_after_s });
            }
        }
        Ok(attempt)
    }

    /// It was neither right nor wrong.
    pub async fn take_back(&self) -> Result<(), Error> {
        Ok(store::sign_in_attempt::remove(&self.app.store, &self.id).await?)
    }

    /// It was right: what failed before on this account is forgotten.
    pub async fn succeed(self) -> Result<(), Error> {
        self.take_back().await?;
        Ok(store::sign_in_attempt::clear(&self.app.store, &self.account).await?)
    }
}

impl Patience {
    /// How long to wait after so many failures, of which the last was at that time.
    fn wait_ms(self, (failures, last_ms): (i64, Option<i64>), now_ms: i64) -> i64 {
        let (Some(last_ms), Ok(doublings)) = (last_ms, u32::try_from(failures - self.free)) else {
            return 0;
        };
        let wait = FIRST_WAIT_MS.saturating_mul(1 << doublings.min(30)).min(self.longest_ms);
        (last_ms + wait - now_ms).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_doubles_the_wait_up_to_a_bound() {
        let after = |failures| ACCOUNT.wait_ms((failures, Some(1_000)), 1_000);
        let waits: Vec<_> = [0, 4, 5, 6, 7, 11, 12, 400].map(after).to_vec();
        assert_eq!(waits, [0, 0, 3_000, 6_000, 12_000, 192_000, 300_000, 300_000]);
        assert_eq!(ACCOUNT.wait_ms((5, Some(1_000)), 3_500), 500);
        assert_eq!(ACCOUNT.wait_ms((5, Some(1_000)), 4_000), 0);
    }
}
