# ruff: noqa: INP001 - a folder of programs, not a package
"""How formulas as students write them are decided: counts for each answer and part of the corpus, and the time that one takes.

`python -m bench.formulas` prints both parts; `--only NAME` one answer, `--show` every entry that is not decided as its key says.
The held part is counted only: its entries are never shown.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "formulas"))
from corpus_entries import Entry, Judged, entries, judged, sheets

KINDS = ("right", "remark", "wrong", "review")


def main() -> int:
    """Print the figures; 1 where something wrong was accepted or something right rejected."""
    parser = argparse.ArgumentParser(prog="bench.formulas")
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--part", choices=("open", "held"), action="append")
    options = parser.parse_args()
    bad = 0
    course = sheets()
    for part in options.part or ("open", "held"):
        chosen = [one for one in entries(part) if options.only in one.answer]
        for one in {one.answer: one for one in chosen}.values():
            judged(course, one)  # the points of a formula are drawn once for all submissions
        found = [(one, judged(course, one)) for one in chosen]
        bad += told(part, found, show=options.show and part == "open")
    return 1 if bad else 0


def told(part: str, found: list[tuple[Entry, Judged]], *, show: bool) -> int:
    """Print one part; how many are wrongly decided."""
    if not found:
        sys.stdout.write(f"{part}: no entries\n")
        return 0
    sys.stdout.write(f"\n{part}\n{'answer':<24}{'right':>7}{'decided':>9}{'rejected':>9}{'wrong':>7}{'told':>6}{'accepted':>9}\n")
    bad = 0
    for answer in sorted({one.answer for one, _ in found}):
        bad += row(answer, [(one, got) for one, got in found if one.answer == answer])
    bad_all = row("all", found)
    seconds = sorted(got.seconds for _, got in found)
    sys.stdout.write(f"milliseconds, document and all: median {1e3 * seconds[len(seconds) // 2]:.1f}, slowest {1e3 * seconds[-1]:.0f}\n")
    if show:
        for one, got in found:
            if got.word not in one.expected:
                sys.stdout.write(
                    f"\n--- {one.answer} {one.number} ({one.kind}) is {one.word} {one.why}: {got.word}: {got.says}\n{one.text}\n"
                )
    _ = bad
    return bad_all


def row(name: str, found: list[tuple[Entry, Judged]]) -> int:
    """One line of the table."""
    good = [got for one, got in found if one.word in ("right", "remark")]
    wrong = [got for one, got in found if one.word == "wrong"]
    decided = Counter(got.good for got in good)
    rejected = sum(1 for got in good if got.bad)
    accepted = sum(1 for got in wrong if got.good)
    told_ = sum(1 for got in wrong if got.bad)
    share = 100 * decided[True] / max(1, len(good))
    sys.stdout.write(f"{name:<24}{len(good):>7}{share:>8.1f}%{rejected:>9}{len(wrong):>7}{told_:>6}{accepted:>9}\n")
    return rejected + accepted


if __name__ == "__main__":
    sys.exit(main())
