//! Waiting for a condition instead of for a time.

use anyhow::{Result, bail};
use std::thread;
use std::time::{Duration, Instant};

const INTERVAL: Duration = Duration::from_millis(10);

/// Asks again and again until `check` yields something. Fails once `limit` has passed, or as soon
/// as `check` fails; `what` completes the sentence "waited 5 s for …".
pub fn wait_until<T>(
    limit: Duration,
    what: &str,
    mut check: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = check()? {
            return Ok(found);
        }
        if start.elapsed() > limit {
            bail!("waited {} s for {what}", limit.as_secs());
        }
        thread::sleep(INTERVAL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_asks_until_there_is_an_answer() {
        let mut asked = 0;
        let found = wait_until(Duration::from_secs(5), "three", || {
            asked += 1;
            Ok((asked == 3).then_some("here"))
        });
        assert_eq!(found.unwrap(), "here");
        assert_eq!(asked, 3);
    }

    #[test]
    fn it_gives_up_and_says_on_what() {
        let error = wait_until(Duration::ZERO, "the moon", || Ok(None::<()>)).unwrap_err();
        assert_eq!(error.to_string(), "waited 0 s for the moon");
    }
}
