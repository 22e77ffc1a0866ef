//! Boosted regression trees as data: reading, writing, evaluating.
//!
//! The sum of one leaf per tree and a bias is the log-odds (Friedman, "Greedy function approximation: a gradient boosting
//! machine", 2001, with logistic loss). Growing trees is the trainer's work.

/// Marks a file of this format and version.
const MAGIC: &[u8; 4] = b"GLT1";

/// A branch: rows whose `feature` is at most `threshold` go to `low`, others to `high`. Children at or above 0 are
/// branches of the same tree, below 0 leaves: `-1` is leaf 0, `-2` leaf 1, and so on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Column of the row.
    pub feature: u16,
    /// Upper end of the low side.
    pub threshold: f32,
    /// Where low rows go.
    pub low: i16,
    /// Where high rows go.
    pub high: i16,
}

/// One regression tree. The first branch is the root; a tree without branches is its first leaf.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    /// Branches; children stand after their parents, so that every walk ends.
    pub nodes: Vec<Node>,
    /// Log-odds each leaf adds.
    pub leaves: Vec<f32>,
}

impl Tree {
    /// The leaf value a row of numbers falls to.
    pub fn value(&self, row: &[f32]) -> f32 {
        let mut at = if self.nodes.is_empty() { -1 } else { 0 };
        while at >= 0 {
            let Some(node) = self.nodes.get(at as usize) else { return 0.0 };
            let value = row.get(usize::from(node.feature)).copied().unwrap_or(0.0);
            at = if value <= node.threshold { node.low } else { node.high };
        }
        self.leaves.get(-(i32::from(at) + 1) as usize).copied().unwrap_or(0.0)
    }
}

/// A sum of trees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    columns: usize,
    bias: f32,
    trees: Vec<Tree>,
}

impl Model {
    /// A model over rows of `columns` numbers.
    pub fn new(columns: usize, bias: f32, trees: Vec<Tree>) -> Self {
        Model { columns, bias, trees }
    }

    /// Numbers per row it was made for.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The trees.
    pub fn trees(&self) -> &[Tree] {
        &self.trees
    }

    /// Probability, 0 to 1, for one row.
    pub fn probability(&self, row: &[f32]) -> f32 {
        let odds = self.trees.iter().fold(self.bias, |sum, tree| sum + tree.value(row));
        1.0 / (1.0 + (-odds).exp())
    }

    /// The model as bytes, little-endian throughout; the same model gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((self.columns as u16).to_le_bytes());
        out.extend((self.trees.len() as u16).to_le_bytes());
        out.extend(self.bias.to_le_bytes());
        for tree in &self.trees {
            out.push(tree.nodes.len() as u8);
            for node in &tree.nodes {
                out.extend(node.feature.to_le_bytes());
                out.extend(node.threshold.to_le_bytes());
                out.push(node.low as i8 as u8);
                out.push(node.high as i8 as u8);
            }
            for leaf in &tree.leaves {
                out.extend(leaf.to_le_bytes());
            }
        }
        out
    }

    /// Reads what [`to_bytes`](Model::to_bytes) wrote; `None` if it is something else or cut short.
    pub fn from_bytes(bytes: &[u8]) -> Option<Model> {
        let mut input = Input(bytes.strip_prefix(MAGIC)?);
        let columns = usize::from(u16::from_le_bytes(input.take()?));
        let count = usize::from(u16::from_le_bytes(input.take()?));
        let bias = f32::from_le_bytes(input.take()?);
        let mut trees = Vec::with_capacity(count);
        for _ in 0..count {
            let [nodes] = input.take()?;
            let mut tree = Tree::default();
            for index in 0..i16::from(nodes) {
                let node = Node {
                    feature: u16::from_le_bytes(input.take()?),
                    threshold: f32::from_le_bytes(input.take()?),
                    low: i16::from(i8::from_le_bytes(input.take()?)),
                    high: i16::from(i8::from_le_bytes(input.take()?)),
                };
                let forward = |child: i16| child < 0 || child > index;
                if !forward(node.low) || !forward(node.high) {
                    return None;
                }
                tree.nodes.push(node);
            }
            for _ in 0..=nodes {
                tree.leaves.push(f32::from_le_bytes(input.take()?));
            }
            trees.push(tree);
        }
        input.0.is_empty().then_some(Model { columns, bias, trees })
    }
}

struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model() -> Model {
        let node = |feature, threshold, low, high| Node { feature, threshold, low, high };
        let tree =
            Tree { nodes: vec![node(0, 1.5, -1, 1), node(1, 0.0, -2, -3)], leaves: vec![-2.0, 0.5, 3.0] };
        Model::new(2, 0.25, vec![tree])
    }

    #[test]
    fn rows_fall_to_their_leaf() {
        let tree = &model().trees[0];
        assert_eq!(tree.value(&[1.5, 9.0]), -2.0);
        assert_eq!(tree.value(&[2.0, 0.0]), 0.5);
        assert_eq!(tree.value(&[2.0, 0.1]), 3.0);
    }

    #[test]
    fn bytes_round_trip_and_damage_is_noticed() {
        let bytes = model().to_bytes();
        assert_eq!(Model::from_bytes(&bytes), Some(model()));
        for cut in 0..bytes.len() {
            assert_eq!(Model::from_bytes(&bytes[..cut]), None, "cut at {cut}");
        }
        let mut looping = model();
        looping.trees[0].nodes[1].low = 1;
        assert_eq!(Model::from_bytes(&looping.to_bytes()), None);
    }
}
