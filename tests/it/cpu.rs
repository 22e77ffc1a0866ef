//! Time spent by this thread, whatever else the machine does. Shared by the integration tests and the example that
//! measures growth.

use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// CPU time of this thread on Linux, elsewhere what the clock shows.
pub(crate) fn time() -> Duration {
    let spent = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.as_deref().and_then(|s| s.split_whitespace().next()).and_then(|n| n.parse().ok());
    nanoseconds.map_or_else(since_start, Duration::from_nanos)
}

fn since_start() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}
