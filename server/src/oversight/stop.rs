//! The stop that needs nothing but a file: `STOP` in the data folder turns everything but the
//! contact form off, on every server that shares the folder, from the next turn on (P11).

use std::path::{Path, PathBuf};

/// The name of the file.
pub const STOP_FILE: &str = "STOP";

/// Asks whether answers are stopped.
#[derive(Clone, Debug)]
pub struct Stop {
    file: PathBuf,
}

impl Stop {
    pub fn new(data_dir: &Path) -> Self {
        Self { file: data_dir.join(STOP_FILE) }
    }

    /// Whether answers are stopped right now. A folder that cannot be looked into counts as
    /// stopped: an operator's stop must never be missed.
    pub fn is_active(&self) -> bool {
        !matches!(self.file.try_exists(), Ok(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_stops_and_its_removal_resumes() {
        let folder = tempfile::tempdir().unwrap();
        let stop = Stop::new(folder.path());
        assert!(!stop.is_active());
        std::fs::write(folder.path().join(STOP_FILE), "").unwrap();
        assert!(stop.is_active());
        std::fs::remove_file(folder.path().join(STOP_FILE)).unwrap();
        assert!(!stop.is_active());
    }
}
