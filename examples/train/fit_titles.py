#!/usr/bin/env python3
"""Fits the choice of titles to what `cargo run --release --example train -- --titles` wrote. See the README beside.

Writes `src/metadata/title/model.bin`, and prints how often the choice is right on pages whose fold it has not seen. Same
inputs, same bytes.
"""
import argparse
import json
import re
from pathlib import Path

import lightgbm
import numpy

from fit import model_bytes

# How much a page counts: sets with few pages would not be heard among many.
WEIGHTS = {"wcxb": 1, "news": 4, "trafilatura": 2, "meta": 4}
ROUNDS = 80
PARAMS = {
    "objective": "lambdarank",
    "lambdarank_truncation_level": 3,
    "num_leaves": 16,
    "learning_rate": 0.08,
    "min_data_in_leaf": 20,
    "lambda_l2": 5,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "use_missing": False,
    "num_threads": 1,
    "verbosity": -1,
}


def folded(text):
    """Words without case and punctuation."""
    return " ".join(re.findall(r"\w+", (text or "").lower().replace("ß", "ss").replace("ς", "σ")))


class Page:
    def __init__(self, row):
        truth = folded(row["title"])
        self.set, self.fold = row["set"], row["fold"]
        self.rows = numpy.array([values for _, values in row["options"]], "f4")
        self.right = numpy.array([folded(text) == truth for text, _ in row["options"]], bool)


def fit(pages):
    """Learns from the pages that have their title among the wordings."""
    pages = [page for page in pages if page.right.any()]
    counts = [len(page.right) for page in pages]
    data = lightgbm.Dataset(
        numpy.concatenate([page.rows for page in pages]),
        numpy.concatenate([page.right for page in pages]).astype(int),
        group=counts,
        weight=numpy.repeat([WEIGHTS[page.set] for page in pages], counts),
    )
    return lightgbm.train(PARAMS, data, ROUNDS)


def is_right(booster, page):
    return len(page.right) > 0 and page.right[booster.predict(page.rows).argmax()]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dump", type=Path, default=Path("target/train/titles.jsonl"))
    parser.add_argument("--out", type=Path, default=Path("src/metadata/title/model.bin"))
    options = parser.parse_args()
    with options.dump.open(encoding="utf-8") as lines:
        columns = json.loads(next(lines))
        pages = [Page(json.loads(line)) for line in lines]
    unseen = {}
    for fold in range(5):
        booster = fit([page for page in pages if page.fold != fold])
        for page in pages:
            if page.fold == fold:
                unseen.setdefault(page.set, []).append((fold, is_right(booster, page)))
    for name, results in unseen.items():
        last = [right for fold, right in results if fold == 4]
        share = sum(right for _, right in results) / len(results)
        print(f"{name:12} {len(results):5} pages  right {share:.4f}  fold 4 {sum(last) / len(last):.4f}")
    booster = fit(pages)
    options.out.write_bytes(model_bytes(booster, list(range(len(columns))), len(columns), 1))
    print(f"{options.out}: {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
