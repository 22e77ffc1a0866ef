//! How far apart containers are: levels from any of them to a few that matter on the page.

use super::containers::{CORES, Containers};
use crate::segment::Container;

/// A container that distances are measured to.
#[derive(Clone, Copy)]
pub(super) enum Target {
    /// The core at this index of [`CORES`].
    Core(usize),
    /// The container of the story by Readability's measure.
    Top,
    /// That of the headline.
    Headline,
    /// That of the first prose in the kind of place that has the most.
    Main,
}

impl Target {
    fn index(self) -> usize {
        match self {
            Target::Core(index) => index,
            Target::Top => CORES.len(),
            Target::Headline => CORES.len() + 1,
            Target::Main => CORES.len() + 2,
        }
    }
}

const TARGETS: usize = CORES.len() + 3;

#[derive(Default)]
pub(super) struct Levels {
    /// Per container and target, the depth of the innermost container around both.
    shared: Vec<[u32; TARGETS]>,
    /// Depths of the targets.
    depths: [u32; TARGETS],
    /// Per container, the highest readability at or above it and off the way from the root to the top container.
    rivals: Vec<f32>,
}

#[allow(clippy::indexing_slicing, reason = "container indices come from the page's own list, parents first")]
impl Levels {
    pub(super) fn new(list: &[Container], containers: &Containers, headline: usize, main: usize) -> Self {
        let mut targets = [main; TARGETS];
        targets[..CORES.len()].copy_from_slice(&containers.cores);
        targets[Target::Top.index()] = containers.top;
        targets[Target::Headline.index()] = headline;
        let mut shared = vec![[0; TARGETS]; list.len()];
        for (column, &target) in targets.iter().enumerate() {
            let mut at = target;
            while at != 0 {
                shared[at][column] = list[at].depth as u32;
                at = list[at].parent;
            }
        }
        let mut rivals = vec![0.0; list.len()];
        for (i, container) in list.iter().enumerate().skip(1) {
            let above = shared[container.parent];
            for (depth, above) in shared[i].iter_mut().zip(above) {
                *depth = above.max(*depth);
            }
            if !containers.holds_top[i] {
                rivals[i] = containers.stats[i].readability.max(rivals[container.parent]);
            }
        }
        Levels { shared, depths: targets.map(|target| list[target].depth as u32), rivals }
    }

    /// Levels from a container at this depth, and from a target, up to the one they share.
    pub(super) fn between(&self, depth: usize, container: usize, target: Target) -> (f32, f32) {
        let shared = self.shared[container][target.index()];
        ((depth as u32 - shared) as f32, (self.depths[target.index()] - shared) as f32)
    }

    pub(super) fn rival(&self, container: usize) -> f32 {
        self.rivals[container]
    }
}
