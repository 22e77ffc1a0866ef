//! Boosted regression trees as data: reading, evaluating, explaining.
//!
//! The sum of one leaf per tree is the log-odds (Friedman, "Greedy function approximation: a gradient boosting machine",
//! 2001, with logistic loss). Growing trees is the trainer's work, `examples/train/fit.py`, which also writes the format:
//!
//! ```text
//! model:   columns u16, outputs u8, trees u16, then trees
//! tree:    whether it is a lone leaf u8, then its subtree
//! subtree: a leaf is its value f32; a branch is column u16 (bit 14: the low child is a leaf, bit 15: the high one),
//!          threshold f32, value (the upper half of an f32), low subtree, high subtree
//! ```
//!
//! All little-endian. Children follow their branch, and a tree has few, so reading ends, whatever the bytes.

/// Leaves a tree may have.
const LEAVES: usize = 16;

/// Numbers a row may have. A power of two, so that a column is in bounds by masking.
const MAX_COLUMNS: usize = 512;

/// Rows that are asked side by side.
const LANES: usize = 16;

/// Rows to ask side by side, column by column: what a branch asks of all of them stands together.
type Block = [[f32; LANES]; MAX_COLUMNS];

/// A set of a tree's leaves, one bit each. Leaves count from the low side: a row that goes low at every branch is at bit 0.
type LeafSet = u32;

/// A branch: rows whose number in `column` is at most `threshold` go to the leaves `low`, others to the leaves `high`.
#[derive(Clone, Debug, PartialEq)]
struct Branch {
    threshold: f32,
    column: u16,
    low: LeafSet,
    high: LeafSet,
    /// The mean of what its rows in training add to the log-odds.
    value: f32,
}

impl Branch {
    /// The leaves that a row with this number can still come to, as far as this branch can tell.
    #[inline]
    fn leaves_left(&self, number: f32) -> LeafSet {
        // A mask, not a choice: compilers make no jump of it.
        let goes_low = LeafSet::from(number <= self.threshold).wrapping_neg();
        goes_low | !self.low
    }
}

/// One regression tree.
///
/// It is not walked. Each branch that sends a row high rules out the leaves on its low side; when all branches have been
/// asked, the lowest leaf left is the one a walk would find (Lucchese et al., "A fast algorithm to rank documents with
/// additive ensembles of regression trees", SIGIR 2015). These are more questions than on a walk, but the same ones for all
/// rows and in the same order, so the compiler can put them to many rows at once.
#[derive(Clone, Debug, Default, PartialEq)]
struct Tree {
    /// Each before the branches under it.
    branches: Vec<Branch>,
    /// What rows that end here add to the log-odds.
    leaves: [f32; LEAVES],
}

impl Tree {
    fn read(input: &mut Input<'_>, columns: usize) -> Option<Tree> {
        let mut tree = Tree::default();
        let [lone] = input.take()?;
        tree.read_subtree(input, columns, lone != 0, &mut 0)?;
        Some(tree)
    }

    /// Reads a subtree whose first leaf is leaf `at`, and says which leaves it has; `at` is the next leaf afterwards.
    fn read_subtree(
        &mut self,
        input: &mut Input<'_>,
        columns: usize,
        is_leaf: bool,
        at: &mut usize,
    ) -> Option<LeafSet> {
        if is_leaf {
            *self.leaves.get_mut(*at)? = f32::from_le_bytes(input.take()?);
            *at += 1;
            return Some(1 << (*at - 1));
        }
        let head = u16::from_le_bytes(input.take()?);
        let column = head & 0x3fff;
        let threshold = f32::from_le_bytes(input.take()?);
        let [third, fourth] = input.take()?;
        let value = f32::from_le_bytes([0, 0, third, fourth]);
        let index = self.branches.len();
        (usize::from(column) < columns && index < LEAVES - 1).then_some(())?;
        self.branches.push(Branch { threshold, column, low: 0, high: 0, value });
        let low = self.read_subtree(input, columns, head >> 14 & 1 == 1, at)?;
        let high = self.read_subtree(input, columns, head >> 15 & 1 == 1, at)?;
        let branch = self.branches.get_mut(index)?;
        (branch.low, branch.high) = (low, high);
        Some(low | high)
    }

    /// The leaves left of a row, the lowest of which is its own; missing numbers are 0.
    fn leaves_left(&self, row: &[f32]) -> LeafSet {
        let number = |branch: &Branch| row.get(usize::from(branch.column)).copied().unwrap_or(0.0);
        let left = self.branches.iter().map(|branch| branch.leaves_left(number(branch)));
        left.fold(LeafSet::MAX, |left, leaves| left & leaves)
    }

    /// What a row adds to the log-odds that has these leaves left: the value of the lowest.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "masked to the size of the table")]
    fn value(&self, left: LeafSet) -> f32 {
        self.leaves[left.trailing_zeros() as usize % LEAVES]
    }

    /// Adds what the tree says of each row of a block.
    #[inline]
    #[allow(clippy::indexing_slicing, reason = "masked to the size of the block")]
    fn add(&self, block: &Block, sums: &mut [f32; LANES]) {
        let mut left = [LeafSet::MAX; LANES];
        for branch in &self.branches {
            let numbers = &block[usize::from(branch.column) % MAX_COLUMNS];
            for (left, &number) in left.iter_mut().zip(numbers) {
                *left &= branch.leaves_left(number);
            }
        }
        for (sum, left) in sums.iter_mut().zip(left) {
            *sum += self.value(left);
        }
    }
}

/// A sum of trees for each of its outputs, which take turns: with three outputs, tree 4 belongs to output 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    columns: usize,
    outputs: usize,
    trees: Vec<Tree>,
}

impl Model {
    /// Reads a model off the front of `input`; `None` if it is something else or cut short.
    pub(super) fn read(input: &mut Input<'_>) -> Option<Model> {
        let columns = usize::from(u16::from_le_bytes(input.take()?));
        let [outputs] = input.take()?;
        let trees = u16::from_le_bytes(input.take()?);
        (columns <= MAX_COLUMNS && outputs > 0).then_some(())?;
        let trees = (0..trees).map(|_| Tree::read(input, columns)).collect::<Option<_>>()?;
        Some(Model { columns, outputs: usize::from(outputs), trees })
    }

    /// Reads a model that is the whole of `bytes`.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Model> {
        let mut input = Input(bytes);
        let model = Model::read(&mut input)?;
        input.0.is_empty().then_some(model)
    }

    /// Numbers per row it was made for.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Whether it has no trees, and so nothing to say.
    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    /// A row with `tail` in its last columns.
    pub fn row(&self, row: &[f32], tail: &[f32]) -> Vec<f32> {
        let head =
            row.iter().copied().chain(std::iter::repeat(0.0)).take(self.columns.saturating_sub(tail.len()));
        head.chain(tail.iter().copied()).collect()
    }

    /// Log-odds of one row, one an output.
    pub fn outputs(&self, row: &[f32]) -> Vec<f32> {
        let mut odds = vec![0.0; self.outputs];
        for (i, tree) in self.trees.iter().enumerate() {
            if let Some(odds) = odds.get_mut(i % self.outputs) {
                *odds += tree.value(tree.leaves_left(row));
            }
        }
        odds
    }

    /// Log-odds of rows that all have `tail` in their last columns, for a model of one output.
    #[allow(clippy::large_stack_arrays, reason = "32 kB, once")]
    pub fn odds(&self, rows: &[&[f32]], tail: &[f32]) -> Vec<f32> {
        let mut block = [[0.0; LANES]; MAX_COLUMNS];
        let tail_first = self.columns.saturating_sub(tail.len());
        for (column, &value) in block.iter_mut().skip(tail_first).zip(tail) {
            *column = [value; LANES];
        }
        let mut odds = Vec::with_capacity(rows.len());
        for group in rows.chunks(LANES) {
            for (lane, &row) in group.iter().enumerate() {
                for (column, &value) in block.iter_mut().take(tail_first).zip(row) {
                    if let Some(slot) = column.get_mut(lane) {
                        *slot = value;
                    }
                }
            }
            let mut sums = [0.0; LANES];
            for tree in &self.trees {
                tree.add(&block, &mut sums);
            }
            odds.extend(sums.iter().take(group.len()));
        }
        odds
    }

    /// What each column adds to a row's log-odds, and what every row has before any column is looked at. Their sum is
    /// what [`odds`](Model::odds) says, up to rounding.
    ///
    /// Each branch's change of value goes to the column it splits on (Saabas, "Interpreting random forests", 2014).
    pub fn contributions(&self, row: &[f32]) -> (Vec<f32>, f32) {
        let (mut columns, mut bias) = (vec![0.0; self.columns], 0.0);
        for tree in &self.trees {
            let left = tree.leaves_left(row);
            let leaf = 1 << left.trailing_zeros();
            let mut value = tree.value(left);
            // Up from the leaf: each branch on the way makes of its own value the one below it.
            for branch in tree.branches.iter().rev().filter(|branch| (branch.low | branch.high) & leaf != 0) {
                if let Some(column) = columns.get_mut(usize::from(branch.column)) {
                    *column += value - branch.value;
                }
                value = branch.value;
            }
            bias += value;
        }
        (columns, bias)
    }
}

/// Bytes still to be read.
pub(super) struct Input<'a>(pub(super) &'a [u8]);

impl Input<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(*head)
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "the same sums in the same order")]
pub(super) mod tests {
    use super::*;

    /// A model's bytes before its trees.
    pub(crate) fn head(columns: u16, outputs: u8, trees: u16) -> Vec<u8> {
        let mut out = columns.to_le_bytes().to_vec();
        out.push(outputs);
        out.extend(trees.to_le_bytes());
        out
    }

    fn branch(column: u16, threshold: f32, value: f32) -> Vec<u8> {
        let value = value.to_le_bytes();
        [&column.to_le_bytes()[..], &threshold.to_le_bytes(), &value[2..]].concat()
    }

    /// A tree with one branch: `low` where `column` is at most `threshold`, else `high`; 0.5 at its root.
    pub(crate) fn stump(column: u16, threshold: f32, low: f32, high: f32) -> Vec<u8> {
        let branch = branch(column | 0b11 << 14, threshold, 0.5);
        [&[0][..], &branch, &low.to_le_bytes(), &high.to_le_bytes()].concat()
    }

    /// `x0 <= 1.5`: -2; else `x1 <= 0`: 0.5, else 3.
    fn tree() -> Vec<u8> {
        let leaves = |values: [f32; 2]| values.map(f32::to_le_bytes).concat();
        let root = branch(1 << 14, 1.5, 0.25);
        let low = (-2.0f32).to_le_bytes();
        let high = branch(1 | 0b11 << 14, 0.0, 1.0);
        [&[0][..], &root, &low, &high, &leaves([0.5, 3.0])].concat()
    }

    fn lone(value: f32) -> Vec<u8> {
        [&[1][..], &value.to_le_bytes()].concat()
    }

    fn model(bytes: &[&[u8]]) -> Model {
        Model::read(&mut Input(&bytes.concat())).expect("a model")
    }

    fn odds(model: &Model, row: &[f32]) -> f32 {
        model.odds(&[row], &[])[0]
    }

    #[test]
    fn rows_fall_to_their_leaf() {
        let model = model(&[&head(2, 1, 2), &tree(), &lone(0.25)]);
        assert_eq!(odds(&model, &[1.5, 9.0]), -1.75);
        assert_eq!(odds(&model, &[2.0, 0.0]), 0.75);
        assert_eq!(odds(&model, &[2.0, 0.1]), 3.25);
    }

    #[test]
    fn rows_side_by_side_get_what_each_gets_alone() {
        let model = model(&[&head(2, 1, 2), &tree(), &lone(0.25)]);
        let rows: Vec<Vec<f32>> = (0..21).map(|i| vec![i as f32 / 7.0, (i % 3) as f32 - 1.0]).collect();
        let rows: Vec<&[f32]> = rows.iter().map(Vec::as_slice).collect();
        for (row, together) in rows.iter().zip(model.odds(&rows, &[])) {
            assert_eq!(odds(&model, row), together);
        }
    }

    #[test]
    fn the_tail_stands_in_the_last_columns() {
        let model = model(&[&head(3, 1, 1), &stump(2, 0.5, -1.0, 1.0)]);
        assert_eq!(model.odds(&[&[0.0, 0.0, 0.9]], &[0.0, 0.1]), [-1.0]);
    }

    #[test]
    fn outputs_take_turns() {
        let trees = [1.0, 2.0, 10.0, 20.0].map(lone).concat();
        let model = model(&[&head(1, 2, 4), &trees]);
        assert_eq!(model.outputs(&[0.0]), [11.0, 22.0]);
    }

    #[test]
    fn contributions_go_to_the_columns_split_on_and_sum_to_the_odds() {
        let trees = [tree(), stump(1, 0.0, -1.0, 1.0)].concat();
        let model = model(&[&head(2, 1, 2), &trees]);
        for (row, columns) in [([2.0, 0.1], [0.75, 2.0 + 0.5]), ([0.0, 0.0], [-2.25, -1.5])] {
            let (got, bias) = model.contributions(&row);
            assert_eq!(got, columns);
            assert_eq!(bias + got.iter().sum::<f32>(), odds(&model, &row));
        }
    }

    #[test]
    fn damage_is_noticed() {
        let bytes = [head(2, 1, 2), tree(), lone(0.25)].concat();
        assert!(Model::read(&mut Input(&bytes)).is_some());
        for cut in 0..bytes.len() {
            assert_eq!(Model::read(&mut Input(&bytes[..cut])), None, "cut at {cut}");
        }
        let past = [head(2, 1, 1), stump(2, 0.0, 0.0, 0.0)].concat();
        assert_eq!(Model::read(&mut Input(&past)), None, "a column that no row has");
        let endless = [head(2, 1, 1), vec![0; 1000]].concat();
        assert_eq!(Model::read(&mut Input(&endless)), None, "more branches than a tree has");
    }
}
