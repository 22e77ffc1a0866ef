//! Data that is not part of the repository: beside it, or where `GLEANER_SHARED` says.

use std::path::PathBuf;

/// A folder of it, if it is at hand.
pub(crate) fn folder(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("GLEANER_SHARED")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared")), PathBuf::from);
    Some(shared.join(name)).filter(|folder| folder.is_dir())
}
