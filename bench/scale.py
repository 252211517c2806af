# ruff: noqa: INP001 - a folder of programs, not a package
"""What marking a class of any size costs: `python -m bench.scale --sizes 100 1000`; Linux only.

For every size a class is made up (`bench/made_class.py`: Markdown, some PDFs, three numpy functions each) and marked by `grader grade` in a
process of its own, four times: all of it, with nothing changed, with another tolerance in the rubric, with one submission changed. Every
outcome is compared with the one that was made up. What is counted, and how, stands in `bench/watched.py`.

Then a class without papers is marked, at two sizes, and the jail alone is put the very same questions (`bench/bare_jail.py`): the cost of a
submission is the slope between the two, so that what is paid once stands apart. `--peers PYTHON` names the Python of an environment with
nbgrader and otter-grader (never that of this project): they mark the same functions in notebooks, one by one.

Bars are judged where they mean something: from a thousand submissions on, for below that the start of a program decides. Fails where one is
missed.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.made_class import SHEET, TOLERANCES, Sheet, change_one, course, groups, write_sheet
from bench.watched import Watched, watch

FROM, FLOOR_FROM = 1000, 300
"""Submissions from which on bars are judged, and that of code alone."""
RUNS = ("first run", "nothing changed", "tolerance changed", "one changed")
MOST_GROWTH, MOST_MAIN, MOST_UNCHANGED, MOST_CHANGED, MOST_OVER_BARE = 1.15, 400.0, 1.0, 10.0, 1.5
"""Times the processor time a submission of a tenth of the class, MiB, ms a submission, ms a submission, times the bare jail."""


@dataclass(frozen=True)
class Bar:
    """What is promised, and what came."""

    says: str
    came: float
    kept: bool | None
    """None where it is not judged at this size."""


@dataclass(frozen=True)
class Costs:
    """The four runs of a class."""

    size: int
    runs: dict[str, Watched]
    reran: int
    """Groups whose result says that it was worked out anew although nothing had changed: it then took another time."""


def marked(folder: Path) -> Watched:
    """`grader grade` as a user runs it."""
    return watch([sys.executable, "-m", "grader", "grade", "--course", str(folder)])


def seconds_of(folder: Path, size: int, sheet: Sheet, pdf_every: int) -> dict[str, float]:
    """How long each group's result took, once every outcome was found to be the one that was made up."""
    results = json.loads((folder / "results" / SHEET / "results.json").read_text(encoding="utf-8"))["submissions"]
    if len(results) != size:
        raise SystemExit(f"{len(results)} results for {size} submissions")
    for group, result in zip(groups(size, pdf_every), results, strict=True):
        outcomes = {mark["name"]: mark["outcome"] for mark in result["marks"]}
        if group.name != result["group"] or outcomes != group.outcomes(sheet):
            raise SystemExit(f"{result['group']} is marked {outcomes}, and {group.name} was made up as {group.outcomes(sheet)}")
    return {result["group"]: result["seconds"] for result in results}


def costs_of(size: int, pdf_every: int) -> Costs:
    """A class of so many, marked four times."""
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as name:
        folder, sheet, wider = Path(name), Sheet(), Sheet(tolerance=TOLERANCES[1])
        runs = {}
        course(folder, size, sheet, pdf_every)
        runs["first run"] = marked(folder)
        first = seconds_of(folder, size, sheet, pdf_every)
        runs["nothing changed"] = marked(folder)
        again = seconds_of(folder, size, sheet, pdf_every)
        write_sheet(folder, wider)
        runs["tolerance changed"] = marked(folder)
        seconds_of(folder, size, wider, pdf_every)
        change_one(folder, size)
        runs["one changed"] = marked(folder)
        seconds_of(folder, size, wider, pdf_every)
    return Costs(size, runs, sum(first[group] != again[group] for group in first))


def say(text: str = "") -> None:
    """A line of the report."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def table(costs: Costs) -> None:
    """A row for each run."""
    pss = "VmRSS" if any(one.fallen_back for one in costs.runs.values()) else "Pss"
    say(f"\n{costs.size:,} submissions")
    say(f"  {'':18}{'a second':>10}{'CPU each':>12}{'CPU':>10}{'wall':>10}{'main':>10}{f'tree ({pss})':>13}{'processes beside':>18}")
    for name, run in costs.runs.items():
        say(
            f"  {name:18}{costs.size / run.wall:10.1f}{1000 * run.cpu / costs.size:9.2f} ms{run.cpu:8.1f} s{run.wall:8.1f} s"
            f"{run.main:6.0f} MiB{run.tree:9.0f} MiB{run.beside:18}"
        )


def bars_of(every: Sequence[Costs]) -> Iterator[Bar]:
    """What is promised of classes."""
    for small, large in pairwise(every):
        each = [one.runs["first run"].cpu / one.size for one in (small, large)]
        says = f"CPU each at {large.size:,} beside that at {small.size:,}: at most {MOST_GROWTH} times"
        yield Bar(says, each[1] / each[0], each[1] / each[0] <= MOST_GROWTH if small.size >= FROM else None)
    last = every[-1]
    judged = last.size >= FROM
    main = max(run.main for run in last.runs.values())
    yield Bar(f"main process at {last.size:,}: under {MOST_MAIN:g} MiB", main, main < MOST_MAIN if judged else None)
    unchanged = last.runs["nothing changed"]
    each = 1000 * unchanged.cpu / last.size
    yield Bar(f"nothing changed: at most {MOST_UNCHANGED:g} ms of CPU each", each, each <= MOST_UNCHANGED if judged else None)
    yield Bar("nothing changed: submissions worked out anew", last.reran, last.reran == 0)
    each = 1000 * last.runs["tolerance changed"].cpu / last.size
    says = f"tolerance changed: at most {MOST_CHANGED:g} s of CPU for a thousand"
    yield Bar(says, each, each <= MOST_CHANGED if judged else None)


def slope(sizes: Sequence[int], cpu: Sequence[float]) -> float:
    """Milliseconds that one submission more costs; with a single size, what each costs with all that is paid once."""
    many, more = (sizes[-1], cpu[-1]) if len(sizes) == 1 else (sizes[-1] - sizes[0], cpu[-1] - cpu[0])
    return 1000 * more / many


def floor(sizes: Sequence[int]) -> tuple[float, float]:
    """Milliseconds for a submission of code alone: all in, and in the bare jail."""
    whole, bare = [], []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="grader-bench-") as name:
            folder, sheet = Path(name), Sheet(paper=False)
            course(folder, size, sheet)
            whole.append(marked(folder).cpu)
            seconds_of(folder, size, sheet, 0)
            recorded = str(folder / "recorded.frame")
            program = [sys.executable, "-m", "bench.bare_jail"]
            watch([*program, "record", name, SHEET, recorded])
            asked = watch([*program, "ask", recorded])
            bare.append(asked.cpu - float(asked.printed))
        say(f"  {size:6,} submissions of code alone: {whole[-1]:6.2f} s of CPU all in, {bare[-1]:6.2f} s in the bare jail")
    return slope(sizes, whole), slope(sizes, bare)


def peers(python: Path, sizes: Sequence[int], ours: float) -> Iterator[Bar]:
    """What the same class costs others."""
    from bench import notebook_peers

    for name, cost in notebook_peers.PEERS.items():
        cpu = [notebook_peers.measured(cost, python, size) for size in sizes]
        ms = slope(sizes, cpu)
        row = ", ".join(f"{size}: {one:.1f} s of CPU" for size, one in zip(sizes, cpu, strict=True))
        say(f"  {name}: {row}; {ms:.0f} ms each, ours {ours:.1f} ms")
        yield Bar(f"{name} beside ours, the same functions (what is promised is told by bench.jail)", ms / ours, None)


def told(bars: Sequence[Bar]) -> bool:
    """Each bar with what came; whether none was missed."""
    say("\nbars")
    for bar in bars:
        verdict = "not judged" if bar.kept is None else "met" if bar.kept else "MISSED"
        say(f"  {bar.says:68}{bar.came:10.2f}  {verdict}")
    return all(bar.kept is not False for bar in bars)


def wishes(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000], metavar="N", help="submissions of each class, rising")
    parser.add_argument("--pdf-every", type=int, default=50, metavar="N", help="every so-and-so-manieth hands in a PDF; 0 for none")
    parser.add_argument(
        "--floor", type=int, nargs="*", default=[100, 1000], metavar="N", help="sizes of two classes of code alone; none for none"
    )
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="a Python that has nbgrader and otter-grader")
    parser.add_argument("--peer-sizes", type=int, nargs=2, default=[10, 30], metavar="N", help="sizes of the two classes that they mark")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Measure, and say what is kept of what is promised."""
    wish = wishes(arguments)
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; a PDF for every {wish.pdf_every} submissions")
    every = []
    for size in sorted(wish.sizes):
        every.append(costs_of(size, wish.pdf_every))
        table(every[-1])
    if len(every) > 1:
        sizes = [one.size for one in every]
        each = ", ".join(f"{name} {slope(sizes, [one.runs[name].cpu for one in every]):.2f} ms" for name in RUNS)
        say(f"\none submission more, between {sizes[0]:,} and {sizes[-1]:,}: {each}")
    bars = list(bars_of(every))
    if wish.floor:
        say("\ncode alone")
        whole, bare = floor(sorted(wish.floor))
        ratio = whole / bare
        says = f"all in ({whole:.1f} ms) beside the bare jail ({bare:.1f} ms): at most {MOST_OVER_BARE} times"
        bars.append(Bar(says, ratio, ratio <= MOST_OVER_BARE if max(wish.floor) >= FLOOR_FROM else None))
        if wish.peers is not None:
            say("\nothers")
            bars += peers(wish.peers, sorted(wish.peer_sizes), whole)
    return 0 if told(bars) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
