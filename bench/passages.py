# ruff: noqa: INP001 - a folder of programs, not a package
"""How much of the passages that students might write is read: `python -m bench.passages`."""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "corpus"))

import passages
from labelled import Outcome


def say(line: str) -> None:
    """A line of the table."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """One row a file: what stands there and is read, what is read wrongly."""
    say(f"{'':24}{'values':>7}{'sure':>8}{'proposed':>10}{'wrong, sure':>13}{'wrong proposals':>17}")
    for file in passages.FILES:
        counts: Counter[Outcome] = Counter()
        stated = 0
        for passage in passages.passages(file):
            stated += len(passage.values)
            counts.update(passages.outcomes(passage, passages.read(passage)).values())
        shares = (counts[Outcome.RIGHT] / stated, counts[Outcome.PROPOSED] / stated)
        say(f"{file:24}{stated:7}{shares[0]:8.1%}{shares[1]:10.1%}{counts[Outcome.WRONG]:13}{counts[Outcome.GUESSED]:17}")


if __name__ == "__main__":
    main()
