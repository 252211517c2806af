# ruff: noqa: INP001 - a folder of programs, not a package
"""What a group's pages cost, beside `json.dumps` of the same result in the same run: `python -m bench.pages`."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "output"))

from code_fixtures import a_code_class
from fixtures import a_class

from grader.records.gradebook import csv_rows
from grader.records.results import Results, submission_text
from grader.reporting.overview import overview_of
from grader.reporting.page_files import Beside
from grader.reporting.page_html import overview_html
from grader.reporting.report import Shown, group_pages

ROUNDS, SECONDS = 7, 0.1
MANY = 500
"""Groups of the overview."""
PROMISED = 30.0
"""How many times `json.dumps` of a group's result both its pages may cost: some 2 ms for 8 lines where that takes 50 µs."""


def seconds(work: Callable[[], object]) -> float:
    """CPU of one go: the median of a few rounds."""
    work()
    each = []
    for _ in range(ROUNDS):
        times, began = 0, time.process_time()
        while (spent := time.process_time() - began) < SECONDS:
            work()
            times += 1
        each.append(spent / times)
    return statistics.median(each)


def many(results: Results) -> Results:
    """The same groups again and again, each time under another name."""
    given = results.submissions
    named = (given[at % len(given)].model_copy(update={"group": f"group-{at}"}) for at in range(MANY))
    return results.model_copy(update={"submissions": tuple(named)})


def works(results: Results) -> dict[str, tuple[Callable[[], object], int]]:
    """What is measured, and how many groups it is for."""
    groups, faculty = results.submissions, many(results)
    dumped = [one.model_dump(mode="json") for one in groups]
    page = overview_of(faculty, faculty.submissions)
    return {
        "json.dumps": (lambda: [json.dumps(one) for one in dumped], len(groups)),
        "both pages": (lambda: [dict(group_pages(results, one, Beside("a", "b"), Shown())) for one in groups], len(groups)),
        "text of results.json": (lambda: [submission_text(one) for one in groups], len(groups)),
        "rows of gradebook.csv": (lambda: list(csv_rows(("1.1", "3"), groups)), len(groups)),
        "what the overview says": (lambda: overview_of(faculty, faculty.submissions), MANY),
        "the overview": (lambda: overview_html(page), MANY),
    }


def main() -> int:
    """A table for groups with answers and groups with code; whether pages cost what they may."""
    kept = True
    for name, results in (("answers", a_class()), ("code", a_code_class())):
        lines = statistics.fmean(len(one.marks) for one in results.submissions)
        sys.stdout.write(f"{name}, {lines:.0f} lines a group\n")
        plain = 0.0
        for what, (work, groups) in works(results).items():
            each = seconds(work) / groups
            plain = plain or each
            sys.stdout.write(f"  {what:24}{each * 1e3:8.3f} ms a group{each / plain:8.1f} times json.dumps\n")
            kept = kept and (what != "both pages" or each / plain <= PROMISED)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
