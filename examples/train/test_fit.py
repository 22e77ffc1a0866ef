#!/usr/bin/env python3
"""Tests of fit.py on a made-up dump: `python3 examples/train/test_fit.py`."""
import argparse
import json
import tempfile
import unittest
from pathlib import Path

import numpy

import fit

PAGES, ROWS = 600, 10
NAMES = ["chars", "links", "page.shape", "page.noise", "depth"] + [f"kind.{kind}" for kind in fit.KINDS]


def write_dump(folder, kind_of):
    """Pages whose kind shows in `page.shape`; what is content depends on it: long text on articles, short elsewhere."""
    random = numpy.random.default_rng(7)
    rows, labels, pages = [], [], []
    for i in range(PAGES):
        kind = kind_of(i)
        shape = fit.KINDS.index(kind) + random.normal(0, 0.1)
        pages.append({
            "id": str(i), "set": fit.SETS[i % 4], "kind": "" if i % 4 == 3 else kind, "fold": i % 5, "copy": "page",
            "first": i * ROWS, "rows": ROWS,
        })
        for _ in range(ROWS):
            chars = random.random()
            rows.append([chars, random.random(), shape, random.random(), 3] + [0] * len(fit.KINDS))
            labels.append((chars > 0.5) == (kind == "article"))
    weights = numpy.where(numpy.arange(len(rows)) % 10 == 9, 0, 1)
    (folder / "names.txt").write_text("\n".join(NAMES) + "\n")
    (folder / "pages.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages))
    numpy.array(rows, "<f4").tofile(folder / "rows.f32")
    numpy.array(labels, "u1").tofile(folder / "labels.u8")
    weights.astype("<f4").tofile(folder / "weights.f32")
    numpy.array(rows[::150], "<f4").tofile(folder / "check.f32")


class Fit(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)

    def unseen(self):
        return fit.KindModels(fit.Dump(self.folder), argparse.Namespace(threads=1)).unseen(frozenset())

    def test_the_same_dump_gives_the_same_bytes(self):
        write_dump(self.folder, lambda i: fit.KINDS[i % 3])
        for root in ("a", "b"):
            (self.folder / root / "src" / "score").mkdir(parents=True)
            fit.main([str(self.folder), "--root", str(self.folder / root), "--trees", "5"])
        first = {path.relative_to(self.folder / "a"): path.read_bytes() for path in (self.folder / "a").rglob("*.bin")}
        again = {path.relative_to(self.folder / "b"): path.read_bytes() for path in (self.folder / "b").rglob("*.bin")}
        self.assertEqual(len(first), 2 + len(fit.FOLDS) + len(fit.SETS))
        self.assertEqual(first, again)
        self.assertEqual(len(set(first.values())), len(first), "each scorer learns from other pages")

    def test_kinds_are_told_by_models_that_have_not_seen_the_fold(self):
        swapped = {"article": "product", "product": "article", "forum": "forum"}
        write_dump(self.folder, lambda i: ("article", "forum", "product")[i % 3])
        before = self.unseen()
        # The labels of fold 2 change and its rows do not.
        pages = [json.loads(line) for line in (self.folder / "pages.jsonl").open()]
        for page in pages:
            if page["fold"] == 2 and page["kind"]:
                page["kind"] = swapped[page["kind"]]
        (self.folder / "pages.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages))
        after = self.unseen()
        of_fold = numpy.array([page["fold"] == 2 for page in pages])
        self.assertTrue((before[of_fold] == after[of_fold]).all())
        self.assertFalse((before[~of_fold] == after[~of_fold]).all())
        self.assertTrue(numpy.allclose(before.sum(axis=1), 1, atol=1e-5))

    def test_thresholds_are_rounded_to_the_side_they_are_on(self):
        for threshold in (0.1, -0.1, 1e-35, 5.0, 1 / 3, 123456.789):
            rounded = fit.rounded_down(threshold)
            self.assertLessEqual(float(rounded), threshold)
            self.assertGreater(float(numpy.nextafter(rounded, numpy.float32("inf"))), threshold)


if __name__ == "__main__":
    unittest.main()
