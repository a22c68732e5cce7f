"""How quickly a model learns and proposes, and how long agreement takes: the library without the web.

    python benchmarks/evidence_suggestions.py [--passages 2000] [--codes 40] [--meaning]

Passages are made of Finnish words of the product's own texts, so lemmas and compound parts are looked up as for real
ones. `cold` is the first time a process sees the words, `warm` the second. The peer of the agreement on marked text is
the same coefficient computed code point by code point with a matrix of coders by points.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from seutukuva.evidence.agreement import ReadText, alpha, character_alpha, read_spans, unitising_alpha
from seutukuva.evidence.codebook import shipped_codebook
from seutukuva.evidence.suggestions import Example, Features, Text, learning_curve, meaning, themes, train

LENGTH = 60_000  # code points of a text: an interview of some twenty pages


def timed(what: str, work: Callable[[], Any], each: int = 0) -> Any:
    """Do the work, print how long it took (and how many a second), return what it gave."""
    start = time.perf_counter()
    done = work()
    seconds = time.perf_counter() - start
    print(f"{what:<58}{seconds:9.3f} s" + (f"{each / seconds:12,.0f} a second" if each else ""))
    return done


def passages(number: int, codes: int) -> list[Example]:
    """Return made passages: words of a code's own definition among words of all of them."""
    generator = np.random.default_rng(1)
    book = shipped_codebook().codes[:codes]
    own = [f"{c.definition.fi} {c.examples[0].fi}".split() for c in book]
    every = [word for words in own for word in words]
    found = []
    for i in range(number):
        code = int(generator.integers(len(book)))
        words = [*generator.choice(own[code], 8), *generator.choice(every, 12)]
        found.append(Example(" ".join(words), frozenset({book[code].id}), "fi", f"source {i % 40}"))
    return found


def suggestions(number: int, codes: int, features: Features) -> None:
    """Measure learning, proposing, the learning curve and themes."""
    taught = passages(number, codes)
    texts = [Text(example.text) for example in taught]
    print(f"-- {features.name}: {number} passages, {codes} codes")
    timed("learn (cold)", lambda: train(taught, features))
    model = timed("learn (warm)", lambda: train(taught, features))
    timed("propose", lambda: model.suggest(texts), number)
    curve = timed("learning curve of 200 and 400 labels", lambda: learning_curve(taught, features, sizes=(200, 400)))
    print("   macro-F1 " + ", ".join(f"{n}: {f1:.2f}" for n, f1 in curve.select("labels", "macro_f1").iter_rows()))
    if features.tokenise is not None:
        timed("themes", lambda: themes(texts), number)


def agreement(codings: int, codes: int) -> None:
    """Measure the agreement of two coders on marked text, and the peer."""
    generator = np.random.default_rng(2)
    texts = max(1, codings // 125)
    starts = generator.integers(0, LENGTH - 600, codings)
    rows = {
        "source": [f"t{i % texts}" for i in range(codings)],
        "code": [f"c{c}" for c in generator.integers(0, codes, codings)],
        "coder": [("a", "b")[i % 2] for i in range(codings)],
        "start": starts,
        "end": starts + generator.integers(40, 500, codings),
    }
    frame = pl.DataFrame(rows)
    print(f"-- agreement: {codings} codings, {codes} codes, {texts} texts of {LENGTH} code points")
    spans = timed("read", lambda: read_spans(frame, [ReadText(f"t{i}", LENGTH, ("a", "b")) for i in range(texts)]))
    own = timed(
        "alpha of every code by its stretches",
        lambda: [character_alpha(spans, (c,), replicates=0) for c in spans.codes],
    )
    peer = timed(
        "the same point by point", lambda: [by_points(frame.filter(pl.col("code") == c), texts) for c in spans.codes]
    )
    print(f"   largest difference {max(abs((o.value or 0) - p) for o, p in zip(own, peer, strict=True)):.1e}")
    timed("alpha of all codes with 1,000 resamples", lambda: character_alpha(spans, spans.codes))
    timed("unitising alpha of all codes with 1,000 resamples", lambda: unitising_alpha(spans, spans.codes))
    levels = generator.integers(1, 5, (codings, 3)).astype(float)
    timed(f"ordinal alpha of {codings} ratings with 1,000 resamples", lambda: alpha(levels, "ordinal"))


def by_points(frame: pl.DataFrame, texts: int) -> float:
    """Return the same alpha from a matrix of coders by code points."""
    marked = np.zeros((2, texts * LENGTH), dtype=bool)
    for source, _, coder, start, end in frame.iter_rows():
        first = int(source[1:]) * LENGTH
        marked[int(coder == "b"), first + start : first + end] = True
    total, ones = marked.size, int(marked.sum())
    unlike = int((marked[0] != marked[1]).sum())
    return 1 - (total - 1) * 2 * unlike / (2 * ones * (total - ones))


def main() -> None:
    """Read the arguments and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=2000)
    parser.add_argument("--codes", type=int, default=40)
    parser.add_argument("--meaning", action="store_true", help="also with the extra (some minutes)")
    told = parser.parse_args()
    suggestions(told.passages, told.codes, Features())
    if told.meaning:
        suggestions(told.passages, told.codes, Features(embed=meaning()))
    agreement(5000, told.codes)


if __name__ == "__main__":
    main()
