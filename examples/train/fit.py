#!/usr/bin/env python3
"""Fits the segment scorer to what `cargo run --release --example train` wrote. See the README beside.

Writes `src/score/model.bin` (the scorer that ships, from all pages), `src/score/rows.bin` (its predictions on some rows,
for the library's tests) and, for the `evaluate` example, scorers that have not seen some of the pages: `fold-<k>.bin`
without the sites of fold k and `without-<set>.bin` without a set, in `quality/models/`. Same inputs, same bytes.

A scorer is two models in one file: the first tells the kind of page from the columns named `page.*`, the second scores
segments, with the kinds' probabilities in the last columns of each row, `kind.*`. In training those columns are filled
by kind models that have not seen the page's site, as they will be on pages to come.
"""
import argparse
import json
import struct
import sys
from pathlib import Path

import lightgbm
import numpy

KINDS = ("article", "forum", "product", "listing", "collection", "documentation", "service", "other")
SETS = ("wcxb", "news", "chinese", "trafilatura")
# Sets of news stories and essays, all of them articles.
ARTICLES = ("news", "chinese")
FOLDS = range(5)

COMMON = {
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
    "use_missing": False,
    "bagging_freq": 1,
    "feature_fraction": 0.5,
}
SEGMENT = COMMON | {
    "objective": "binary",
    "num_leaves": 16,
    "learning_rate": 0.045,
    "min_sum_hessian_in_leaf": 2,
    "min_data_in_leaf": 30,
    "lambda_l2": 5,
    "bagging_fraction": 0.5,
    "max_bin": 127,
}
KIND = COMMON | {
    "objective": "multiclass",
    "num_class": len(KINDS),
    "num_leaves": 8,
    "learning_rate": 0.1,
    "min_data_in_leaf": 10,
    "lambda_l2": 10,
    "bagging_fraction": 0.7,
    "max_bin": 63,
}
SEGMENT_ROUNDS = 400
KIND_ROUNDS = 40

MAX_BYTES = 100_000
MAX_COLUMNS = 512
MAX_LEAVES = 16


class Dump:
    """What the train example wrote; rows of no weight are left out, but for the first of a page."""

    def __init__(self, folder):
        self.names = (folder / "names.txt").read_text().split()
        rows = numpy.fromfile(folder / "rows.f32", "<f4").reshape(-1, len(self.names))
        self.labels = numpy.fromfile(folder / "labels.u8", "u1")
        self.weights = numpy.fromfile(folder / "weights.f32", "<f4")
        self.check = numpy.fromfile(folder / "check.f32", "<f4").reshape(-1, len(self.names))
        pages = [json.loads(line) for line in (folder / "pages.jsonl").open()]
        self.pages = [page for page in pages if page["rows"]]
        counts = [page["rows"] for page in self.pages]
        of_page = numpy.repeat(numpy.arange(len(self.pages)), counts)
        self.first = rows[[page["first"] for page in self.pages]]
        used = self.weights > 0
        self.rows, self.of_page = rows[used], of_page[used]
        self.labels, self.weights = self.labels[used], self.weights[used]
        assert len(of_page) == len(rows), "pages and rows differ"
        assert len(self.names) <= MAX_COLUMNS, "more columns than the library reads"
        page_columns = [i for i, name in enumerate(self.names) if name.startswith("page.")]
        self.kind_first = len(self.names) - len(KINDS)
        has_kinds = self.names[self.kind_first :] == [f"kind.{kind}" for kind in KINDS]
        assert has_kinds == any(name.startswith("kind.") for name in self.names), "kind.* must be the last columns"
        # The columns the kind model reads, or none if the rows have no place for what it says.
        self.page_columns = page_columns if has_kinds else []

    def chosen(self, without):
        """Whether each page counts, if a set or fold named in `without` may not be seen."""
        return numpy.array([page["set"] not in without and page["fold"] not in without for page in self.pages])


def fit(params, rounds, rows, labels, weights, options):
    params = params | {"num_threads": options.threads}
    return lightgbm.train(params, lightgbm.Dataset(rows, labels, weight=weights, params=params), rounds)


class KindModels:
    """Kind models by what they may not see, each fitted once."""

    def __init__(self, dump, options):
        self.dump, self.options, self.fitted = dump, options, {}

    def without(self, hidden):
        hidden = frozenset(hidden)
        if hidden not in self.fitted:
            pages, seen = self.dump.pages, self.dump.chosen(hidden)
            of_article = lambda page: "article" if page["set"] in ARTICLES else page["kind"]
            known = [i for i, page in enumerate(pages) if seen[i] and page["copy"] == "page" and of_article(page)]
            labels = [KINDS.index(of_article(pages[i])) for i in known]
            rows = self.dump.first[known][:, self.dump.page_columns]
            self.fitted[hidden] = fit(KIND, KIND_ROUNDS, rows, labels, None, self.options)
        return self.fitted[hidden]

    def probabilities(self, hidden, rows):
        return self.without(hidden).predict(rows[:, self.dump.page_columns], num_threads=self.options.threads)

    def unseen(self, hidden):
        """Each page's kinds as told by a model that has seen neither its fold nor what is hidden."""
        kinds = numpy.zeros((len(self.dump.pages), len(KINDS)), "f4")
        folds = numpy.array([page["fold"] for page in self.dump.pages])
        for fold in FOLDS:
            of_fold = folds == fold
            if fold not in hidden and of_fold.any():
                kinds[of_fold] = self.probabilities({*hidden, fold}, self.dump.first[of_fold])
        return kinds


class Scorer:
    """A kind model and a segment model that have not seen what is hidden."""

    def __init__(self, dump, kind_models, hidden, options):
        rows = dump.rows
        self.kinds = kind_models if dump.page_columns else None
        self.dump, self.hidden = dump, hidden
        if self.kinds:
            rows[:, dump.kind_first :] = kind_models.unseen(hidden)[dump.of_page]
        seen = dump.chosen(hidden)[dump.of_page]
        self.segments = fit(SEGMENT, options.trees, rows[seen], dump.labels[seen], dump.weights[seen], options)

    def write(self, path):
        kinds = self.kinds.without(self.hidden) if self.kinds else None
        columns = len(self.dump.names)
        data = b"GLS1" + model_bytes(kinds, self.dump.page_columns, columns, len(KINDS))
        data += model_bytes(self.segments, range(columns), columns, 1)
        assert len(data) <= MAX_BYTES, f"{len(data)} bytes"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{path}: {len(data)} bytes", flush=True)

    def write_rows(self, path):
        """Rows with the kinds and the probability they get, as the library must find them."""
        rows = self.dump.check.copy()
        kinds = numpy.zeros((len(rows), 0), "f4")
        if self.kinds:
            kinds = self.kinds.probabilities(self.hidden, rows).astype("f4")
            rows[:, self.dump.kind_first :] = kinds
        probabilities = 1 / (1 + numpy.exp(-self.segments.predict(rows, raw_score=True)))
        table = numpy.column_stack([rows, kinds, probabilities]).astype("<f4")
        path.write_bytes(struct.pack("<HH", rows.shape[1], kinds.shape[1]) + table.tobytes())
        print(f"{path}: {len(rows)} rows", flush=True)


def model_bytes(booster, column_of, columns, outputs):
    """A model as `src/score/model.rs` reads it; no booster is a model without trees."""
    trees = [info["tree_structure"] for info in booster.dump_model()["tree_info"]] if booster else []
    data = struct.pack("<HBH", columns, outputs, len(trees))
    return data + b"".join(tree_bytes(tree, column_of) for tree in trees)


def tree_bytes(tree, column_of):
    assert leaves(tree) <= MAX_LEAVES, "a tree has more leaves than the library reads"
    return struct.pack("<B", is_leaf(tree)) + subtree_bytes(tree, column_of)


def subtree_bytes(node, column_of):
    """Branches before their children, low before high: column and which children are leaves, threshold, value."""
    if is_leaf(node):
        return struct.pack("<f", node["leaf_value"])
    assert node["decision_type"] == "<=" and node["missing_type"] == "None"
    low, high = node["left_child"], node["right_child"]
    column = column_of[node["split_feature"]] | is_leaf(low) << 14 | is_leaf(high) << 15
    head = struct.pack("<Hf", column, rounded_down(node["threshold"])) + half(node["internal_value"])
    return head + subtree_bytes(low, column_of) + subtree_bytes(high, column_of)


def is_leaf(node):
    return "left_child" not in node


def leaves(node):
    return 1 if is_leaf(node) else leaves(node["left_child"]) + leaves(node["right_child"])


def rounded_down(threshold):
    """The last 32-bit number that is not above a 64-bit one: every 32-bit number stays on its side."""
    rounded = numpy.float32(threshold)
    return numpy.nextafter(rounded, numpy.float32("-inf")) if float(rounded) > threshold else rounded


def half(value):
    """The upper half of a 32-bit number: enough to explain a score, not used to find it."""
    return struct.pack("<f", value)[2:]


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Fits the segment scorer.")
    parser.add_argument("dump", nargs="?", type=Path, default=Path("target/train"), help="what the train example wrote")
    parser.add_argument("--root", type=Path, default=Path(), help="the repository")
    parser.add_argument("--only", choices=["shipped", "folds", "sets"], nargs="+", default=["shipped", "folds", "sets"])
    parser.add_argument("--trees", type=int, default=SEGMENT_ROUNDS)
    parser.add_argument("--threads", type=int, default=1, help="for experiments: other sums, other bytes")
    parser.add_argument("--importance", type=int, default=0, metavar="N", help="print what the N best columns earned")
    options = parser.parse_args(arguments)

    dump = Dump(options.dump)
    print(f"{len(dump.pages)} pages, {len(dump.rows)} rows of {len(dump.names)} columns", flush=True)
    kind_models = KindModels(dump, options)
    models = options.root / "quality" / "models"
    if "shipped" in options.only:
        scorer = Scorer(dump, kind_models, frozenset(), options)
        scorer.write(options.root / "src" / "score" / "model.bin")
        scorer.write_rows(options.root / "src" / "score" / "rows.bin")
        gains = scorer.segments.feature_importance("gain")
        for i in numpy.argsort(-gains, kind="stable")[: options.importance]:
            print(f"{100 * gains[i] / gains.sum():7.3f} %  {dump.names[i]}")
    if "folds" in options.only:
        for fold in FOLDS:
            Scorer(dump, kind_models, frozenset([fold]), options).write(models / f"fold-{fold}.bin")
    if "sets" in options.only:
        for name in SETS:
            Scorer(dump, kind_models, frozenset([name]), options).write(models / f"without-{name}.bin")


if __name__ == "__main__":
    sys.exit(main())
