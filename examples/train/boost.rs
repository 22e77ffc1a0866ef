//! Gradient boosting of regression trees on binned columns, leaf by leaf.

use gleaner::stages::score::{Model, Node, Tree};
use rayon::prelude::*;

/// How to grow.
#[derive(Clone, Copy)]
pub(crate) struct Params {
    pub(crate) trees: usize,
    pub(crate) leaves: usize,
    /// Most branches from root to leaf.
    pub(crate) depth: usize,
    pub(crate) rate: f32,
    /// Least sum of row weights a leaf may have.
    pub(crate) min_weight: f32,
    /// Added to every leaf's curvature: pulls small leaves to zero.
    pub(crate) l2: f32,
    /// Share of the rows and of the columns a tree sees.
    pub(crate) row_share: f32,
    pub(crate) column_share: f32,
    pub(crate) seed: u64,
}

const BINS: usize = 64;

/// Rows as bins, column by column.
pub(crate) struct Binned<'a> {
    table: &'a [&'a [f32]],
    /// Upper ends of all bins but the last, per column.
    edges: Vec<Vec<f32>>,
    bins: Vec<Vec<u8>>,
}

impl<'a> Binned<'a> {
    /// `rows[r][c]`, all of one length. Edges are quantiles of the column's values.
    pub(crate) fn new(columns: usize, rows: &'a [&'a [f32]]) -> Self {
        let (edges, bins) = (0..columns)
            .into_par_iter()
            .map(|c| {
                let step = (rows.len() / 200_000).max(1);
                let mut values: Vec<f32> = rows.iter().step_by(step).map(|r| r[c]).collect();
                values.sort_unstable_by(f32::total_cmp);
                let mut edges: Vec<f32> =
                    (1..BINS).map(|i| values[(i * values.len() / BINS).min(values.len() - 1)]).collect();
                edges.dedup();
                // Rare values at the top of the range get a bin too.
                let top = values[values.len() - 1];
                if edges.last() == Some(&top) {
                    edges.pop();
                }
                let bins = rows.iter().map(|r| edges.partition_point(|&e| e < r[c]) as u8).collect();
                (edges, bins)
            })
            .unzip();
        Binned { table: rows, edges, bins }
    }
}

struct Random(u64);

impl Random {
    fn unit(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    gradient: f64,
    curvature: f64,
    weight: f64,
}

impl Sum {
    fn plus(self, o: Sum) -> Sum {
        Sum {
            gradient: self.gradient + o.gradient,
            curvature: self.curvature + o.curvature,
            weight: self.weight + o.weight,
        }
    }
    fn minus(self, o: Sum) -> Sum {
        Sum {
            gradient: self.gradient - o.gradient,
            curvature: self.curvature - o.curvature,
            weight: self.weight - o.weight,
        }
    }
    fn gain(self, l2: f64) -> f64 {
        self.gradient * self.gradient / (self.curvature + l2)
    }
}

type Histogram = Vec<[Sum; BINS]>;

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    column: usize,
    bin: u8,
}

struct Leaf {
    rows: Vec<u32>,
    histogram: Histogram,
    total: Sum,
    split: Option<Split>,
    depth: usize,
    /// Where the branch that leads here keeps its child index: node and side.
    parent: Option<(usize, bool)>,
}

/// Grows a model that tells rows with label 1 from rows with label 0.
pub(crate) fn train(
    data: &Binned<'_>,
    labels: &[bool],
    weights: &[f32],
    params: Params,
) -> (Model, Vec<f64>) {
    let columns = data.edges.len();
    let mut importance = vec![0.0; columns];
    let total: f64 = weights.iter().map(|&w| f64::from(w)).sum();
    let positive: f64 = weights.iter().zip(labels).filter(|(_, l)| **l).map(|(&w, _)| f64::from(w)).sum();
    let bias = (positive / (total - positive)).ln() as f32;
    let mut odds = vec![bias; data.table.len()];
    let mut random = Random(params.seed | 1);
    let mut trees = Vec::new();
    for _ in 0..params.trees {
        let gradients: Vec<(f32, f32, f32)> = odds
            .par_iter()
            .zip(labels)
            .zip(weights)
            .map(|((&o, &label), &w)| {
                let p = 1.0 / (1.0 + (-o).exp());
                (w * (p - f32::from(u8::from(label))), (w * p * (1.0 - p)).max(1e-9), w)
            })
            .collect();
        let rows: Vec<u32> =
            (0..data.table.len() as u32).filter(|_| random.unit() < params.row_share).collect();
        let chosen: Vec<usize> = (0..columns).filter(|_| random.unit() < params.column_share).collect();
        let tree = grow(data, &gradients, rows, &chosen, params, &mut importance);
        odds.par_iter_mut().zip(data.table).for_each(|(odds, row)| *odds += tree.value(row));
        trees.push(tree);
    }
    (Model::new(columns, bias, trees), importance)
}

fn histogram(data: &Binned<'_>, gradients: &[(f32, f32, f32)], rows: &[u32], chosen: &[usize]) -> Histogram {
    chosen
        .par_iter()
        .map(|&c| {
            let bins = &data.bins[c];
            let mut out = [Sum::default(); BINS];
            for &r in rows {
                let (g, h, w) = gradients[r as usize];
                let sum = &mut out[usize::from(bins[r as usize])];
                sum.gradient += f64::from(g);
                sum.curvature += f64::from(h);
                sum.weight += f64::from(w);
            }
            out
        })
        .collect()
}

fn best_split(data: &Binned<'_>, leaf: &Leaf, chosen: &[usize], params: Params) -> Option<Split> {
    let l2 = f64::from(params.l2);
    let min = f64::from(params.min_weight);
    let mut best: Option<Split> = None;
    for (slot, &column) in chosen.iter().enumerate() {
        let mut low = Sum::default();
        for bin in 0..data.edges[column].len() {
            low = low.plus(leaf.histogram[slot][bin]);
            let high = leaf.total.minus(low);
            if low.weight < min || high.weight < min {
                continue;
            }
            let gain = low.gain(l2) + high.gain(l2) - leaf.total.gain(l2);
            if gain > best.map_or(1e-6, |b| b.gain) {
                best = Some(Split { gain, column, bin: bin as u8 });
            }
        }
    }
    best
}

fn grow(
    data: &Binned<'_>,
    gradients: &[(f32, f32, f32)],
    rows: Vec<u32>,
    chosen: &[usize],
    params: Params,
    importance: &mut [f64],
) -> Tree {
    let leaf = |rows: Vec<u32>, histogram: Histogram, depth: usize, parent| {
        let total =
            histogram.first().map_or(Sum::default(), |h| h.iter().fold(Sum::default(), |a, &b| a.plus(b)));
        let mut leaf = Leaf { rows, histogram, total, split: None, depth, parent };
        if depth < params.depth {
            leaf.split = best_split(data, &leaf, chosen, params);
        }
        leaf
    };
    let root = histogram(data, gradients, &rows, chosen);
    let mut leaves = vec![leaf(rows, root, 0, None)];
    let mut nodes: Vec<Node> = Vec::new();
    while leaves.len() < params.leaves {
        let best = (0..leaves.len()).filter(|&i| leaves[i].split.is_some()).max_by(|&a, &b| {
            leaves[a].split.map(|s| s.gain).partial_cmp(&leaves[b].split.map(|s| s.gain)).unwrap()
        });
        let Some(best) = best else { break };
        let parent = leaves.swap_remove(best);
        let split = parent.split.unwrap();
        importance[split.column] += split.gain;
        let bins = &data.bins[split.column];
        let (low, high): (Vec<u32>, Vec<u32>) =
            parent.rows.iter().partition(|&&r| bins[r as usize] <= split.bin);
        let smaller = if low.len() < high.len() { &low } else { &high };
        let small = histogram(data, gradients, smaller, chosen);
        let large: Histogram = parent
            .histogram
            .iter()
            .zip(&small)
            .map(|(all, part)| std::array::from_fn(|b| all[b].minus(part[b])))
            .collect();
        let (low_h, high_h) = if low.len() < high.len() { (small, large) } else { (large, small) };
        let node = nodes.len();
        if let Some((up, is_high)) = parent.parent {
            let side = if is_high { &mut nodes[up].high } else { &mut nodes[up].low };
            *side = node as i16;
        }
        nodes.push(Node {
            feature: split.column as u16,
            threshold: data.edges[split.column][usize::from(split.bin)],
            low: 0,
            high: 0,
        });
        leaves.push(leaf(low, low_h, parent.depth + 1, Some((node, false))));
        leaves.push(leaf(high, high_h, parent.depth + 1, Some((node, true))));
    }
    let mut values = Vec::new();
    for (i, leaf) in leaves.iter().enumerate() {
        let value = -leaf.total.gradient / (leaf.total.curvature + f64::from(params.l2));
        values.push(params.rate * value as f32);
        if let Some((up, is_high)) = leaf.parent {
            let side = if is_high { &mut nodes[up].high } else { &mut nodes[up].low };
            *side = -(i as i16) - 1;
        }
    }
    Tree::new(nodes, values).expect("branches are added top down")
}
