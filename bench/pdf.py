# ruff: noqa: INP001 - a folder of programs, not a package
"""What reading and marking a typed three-page PDF costs, and how soon `grader --help` answers: `python -m bench.pdf`."""

import io
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from grader.course import Assignment, Course
from grader.finding.find import find
from grader.marking import mark
from grader.readers.crops import Region, crops
from grader.readers.pool import Readers
from grader.readers.reading import read_bytes

ROOT = Path(__file__).resolve().parents[1]
PDF = ROOT / "submissions" / "freiburg_ex06" / "kernel-panic" / "submission.pdf"
TIMES, STARTS = 20, 10
PAGES = 3
MOST_CPU, MOST_HELP, MOST_CROP = 0.06 * PAGES, 0.3, 0.02
"""Seconds; what the project promises: 60 ms of CPU a page, from the bytes to the marks."""


def least_cpu(work: Callable[[], object]) -> float:
    """Seconds of this process's CPU, the least of several times: a busy machine only adds. The first, which imports, is not counted."""
    work()
    spent = []
    for _ in range(TIMES):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def best_wall(command: list[str]) -> float:
    """Seconds by the clock of the quickest of a few starts."""
    spent = []
    for _ in range(STARTS):
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        spent.append(time.perf_counter() - began)
    return min(spent)


def plain_text(data: bytes) -> int:
    """The floor: the text of all pages as pypdfium2 gives it, nothing understood."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return sum(len(page.get_textpage().get_text_bounded()) for page in document)


def words_by_pdfplumber(data: bytes) -> int:
    """One pass of pdfplumber over all pages: words, and ruled tables."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_words()) + len(page.extract_tables()) for page in document.pages)


def lines_of_the_first_page(data: bytes) -> list[Region]:
    """A picture of every line of the first page, with something marked in it."""
    lines = [[piece.box for piece in line.pieces if piece.box] for line in read_bytes(data, PDF.name).lines if line.page == 1]
    return [Region(1, (60.0, boxes[0][1] - 7, 400.0, boxes[0][3] + 7), boxes[-1]) for boxes in lines if boxes]


def whole_page(data: bytes) -> int:
    """The first page drawn whole at the resolution of the small pictures, and kept nowhere."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return document[0].render(scale=110 / 72).to_pil().width


def read_and_mark(assignment: Assignment, data: bytes) -> int:
    """From the bytes to the marks, in this process; says how many lines were decided."""
    document = read_bytes(data, PDF.name)
    found = find((document,), assignment.search.wanted, assignment.search.nodes)
    score = mark(assignment.rubric, assignment.reference, found)
    return sum(one.points is not None for one in score.marks)


def in_a_child(readers: Readers) -> float:
    """Seconds by the clock to have the document read by a limited child that is already running."""
    readers.read(PDF, PDF.name)
    spent = []
    for _ in range(TIMES):
        began = time.perf_counter()
        readers.read(PDF, PDF.name)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def main() -> int:
    """Print the figures; the exit status says whether the promises hold."""
    data = PDF.read_bytes()
    assignment = Course(ROOT).load("freiburg_ex06")
    floor = least_cpu(lambda: plain_text(data))
    plumber = least_cpu(lambda: words_by_pdfplumber(data))
    reading = least_cpu(lambda: read_bytes(data, PDF.name))
    whole = least_cpu(lambda: read_and_mark(assignment, data))
    places = lines_of_the_first_page(data)
    crop = least_cpu(lambda: crops(data, PDF.name, places)) / len(places)
    page = least_cpu(lambda: whole_page(data))
    size = sum(map(len, crops(data, PDF.name, places))) / len(places)
    with Readers() as readers:
        child = in_a_child(readers)
    nothing = best_wall([sys.executable, "-c", "pass"])
    helping = best_wall([sys.executable, "-m", "grader", "--help"])
    say = sys.stdout.write
    say(f"{PDF.relative_to(ROOT)}: {read_and_mark(assignment, data)} lines decided; CPU, least of {TIMES}\n")
    say(f"  plain text by pypdfium2, the floor   {floor:7.4f} s\n")
    say(f"  one pass of pdfplumber               {plumber:7.4f} s  {plumber / floor:5.1f} × the floor\n")
    say(f"  reading                              {reading:7.4f} s  {reading / floor:5.1f} × the floor\n")
    say(f"  reading and marking                  {whole:7.4f} s  {whole / floor:5.1f} × the floor, {whole / plumber:.2f} × pdfplumber\n")
    say(f"  the same a page, of {PAGES}              {whole / PAGES:7.4f} s  promised: {MOST_CPU / PAGES:.3f} s\n")
    say(f"  read by a running child, by the clock{child:7.4f} s\n")
    say(f"  picture of one place, of {len(places):3}        {crop:7.4f} s  {crop / page:5.2f} × a whole page drawn; {size / 1000:.1f} kB\n")
    say(f"`grader --help`: {helping:.3f} s by the clock, best of {STARTS}; `python -c pass`: {nothing:.3f} s\n")
    kept = whole <= MOST_CPU and helping < MOST_HELP and crop <= MOST_CROP
    say(f"promised: {MOST_CPU:.2f} s of CPU, {MOST_CROP} s for a picture, {MOST_HELP} s for --help: {'kept' if kept else 'NOT KEPT'}\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
