# ruff: noqa: INP001 - a folder of programs, not a package
"""How well answers are read from the labelled corpus, beside plain text extraction: `python -m bench.reading`.

`--only KIND` (more than once) keeps to latex, typst, word, docs, markdown, text, notebook, scan, photo, handwriting or ink;
`--typed` leaves all pictures away; `--batch NAME` keeps to one batch; `--json FILE` writes every reading down.
Pictures are made from seeds into build/corpus.

*Right* is the share of the values on the page that were read right and for sure, *proposed* those read right but not for sure,
*undecided* those left to a person whether read right or not, *lost* those said to be missing although they stand there. *Precision*
is the share of right ones among all that was read, and among what was read for sure. A value for sure where none stands, or where
nobody could say, is wrong.
"""

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from grader.answer import Found
from grader.document import Document, Unread
from grader.errors import Unreadable
from grader.finding.find import find
from grader.readers.pool import Readers
from grader.readers.reading import read_bytes

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "corpus"))

import labelled  # noqa: E402 - the corpus is no package
import pictures  # noqa: E402
from labelled import Outcome  # noqa: E402

from bench import plain_text  # noqa: E402

TYPED = ("latex", "typst", "word", "docs", "markdown", "text", "notebook")
SEEN = ("scan", "photo", "handwriting", "ink")


@dataclass(frozen=True)
class Case:
    """A document of the corpus, as a file."""

    path: Path
    key: labelled.Key
    kind: str


@dataclass(frozen=True)
class Reading:
    """What became of one quantity of one document."""

    file: str
    kind: str
    language: str
    batch: str
    name: str
    outcome: Outcome
    read: str
    stated: str
    present: bool
    doubt: str


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    title: str
    files: int
    present: int
    counts: Counter[Outcome]
    cpu: float | None

    def share(self, *outcomes: Outcome) -> float:
        """How many of the values on the page."""
        return sum(self.counts[one] for one in outcomes) / self.present if self.present else 1.0

    def precision(self, right: Sequence[Outcome], wrong: Sequence[Outcome]) -> float:
        """How many of those read are right."""
        good, bad = sum(self.counts[one] for one in right), sum(self.counts[one] for one in wrong)
        return good / (good + bad) if good + bad else 1.0


def cases(kinds: Sequence[str], batch: str | None) -> Iterator[Case]:
    """The documents of some kinds, of one batch where it is named."""
    for path in labelled.documents():
        key = labelled.key(path.stem)
        if key.kind in kinds and batch in (None, key.batch):
            yield Case(path, key, key.kind)
    for picture in pictures.pictures():
        if picture.kind in kinds and batch in (None, labelled.key(picture.of).batch):
            yield Case(pictures.cached(picture), labelled.key(picture.of), picture.kind)


def pages(path: Path) -> int:
    """How many pages a file has; what is no PDF counts as one."""
    if path.suffix != ".pdf":
        return 1
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def by_us(case: Case, read: Callable[[Path, str], Document]) -> dict[str, Found]:
    """What our reader and finder make of a file."""
    search = labelled.search(case.key.sheet)
    try:
        document = read(case.path, case.path.name)
    except Unreadable as problem:
        document = Document(case.path.name, unread=(Unread(str(problem)),))
    return find((document,), search.wanted, search.nodes)


def readings(case: Case, found: dict[str, Found]) -> Iterator[Reading]:
    """Every quantity of a document, compared with its key."""
    for name, told in case.key.values.items():
        outcome = labelled.outcome(found[name], told)
        stated = told.text or "absent"
        if told.unclear:
            stated += f" ({told.unclear})"
        yield Reading(
            case.path.name,
            case.kind,
            case.key.language,
            case.key.batch,
            name,
            outcome,
            labelled.shown(found[name]),
            stated,
            told.present,
            told.doubt,
        )


def row(title: str, made: Sequence[Reading], spent: float | None) -> Row:
    """The counts of some readings."""
    present = sum(one.present for one in made)
    return Row(title, len({one.file for one in made}), present, Counter(one.outcome for one in made), spent)


def measured(kind: str, few: Sequence[Case]) -> tuple[list[Reading], float]:
    """All readings of a kind and the seconds of CPU a page: typed ones in this process, pictures by the children that read them."""
    count = sum(pages(case.path) for case in few)
    if kind in TYPED:
        work(few[:1], lambda path, name: read_bytes(path.read_bytes(), name))
        began = time.process_time()
        made = work(few, lambda path, name: read_bytes(path.read_bytes(), name))
        return made, (time.process_time() - began) / count
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with Readers() as readers:
        made = work(few, readers.read)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return made, (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / count


def work(few: Iterable[Case], read: Callable[[Path, str], Document]) -> list[Reading]:
    """Read some documents one after another."""
    return [one for case in few for one in readings(case, by_us(case, read))]


HEAD = (
    f"{'':13}{'files':>6}{'values':>7} |{'right':>7}{'propos.':>8}{'undec.':>7}{'lost':>6}{'wrong':>6}{'(sure)':>7}"
    f"{'precis.':>8}{'(sure)':>7}{'CPU/page':>9} | plain text: right  precis.\n"
)


def line(one: Row, plain: Counter[Outcome] | None) -> str:
    """A row for people."""
    sure, all_right = (Outcome.RIGHT,), (Outcome.RIGHT, Outcome.PROPOSED)
    wrong, all_wrong = (Outcome.WRONG,), (Outcome.WRONG, Outcome.GUESSED)
    cpu = "" if one.cpu is None else f"{one.cpu:7.3f} s"
    read_wrongly = sum(one.counts[outcome] for outcome in all_wrong)
    text = (
        f"{one.title:13}{one.files:6}{one.present:7} |{one.share(*sure):7.1%}{one.share(Outcome.PROPOSED):8.1%}"
        f"{one.share(Outcome.UNDECIDED):7.1%}{one.counts[Outcome.LOST]:6}{read_wrongly:6}{one.counts[Outcome.WRONG]:7}"
        f"{one.precision(all_right, all_wrong):8.1%}{one.precision(sure, wrong):7.1%}{cpu:>9} |"
    )
    if plain is None:
        return text + "\n"
    other = Row("", one.files, one.present, plain, None)
    return f"{text}{other.share(*sure):18.1%}{other.precision(sure, wrong):9.1%}\n"


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="How well answers are read from the labelled corpus")
    parser.add_argument("--only", action="append", choices=(*TYPED, *SEEN), default=[])
    parser.add_argument("--typed", action="store_true", help="no pictures")
    parser.add_argument("--batch", help="only what was written for this batch: 1, 2 … or unseen")
    parser.add_argument("--json", type=Path, help="write every reading down")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> int:
    """Read everything and print the table; fails where a value was read wrongly and for sure."""
    asked, say = arguments(given), sys.stdout.write
    kinds = asked.only or (TYPED if asked.typed else (*TYPED, *SEEN))
    made: list[Reading] = []
    plain: dict[str, Counter[Outcome]] = {}
    say(HEAD)
    for kind in kinds:
        few = list(cases([kind], asked.batch))
        if not few:
            continue
        of_kind, spent = measured(kind, few)
        plain[kind] = Counter(one for case in few for one in plain_text.outcomes(case.path, case.key))
        made += of_kind
        say(line(row(kind, of_kind, spent), plain[kind]))
        sys.stdout.flush()
    typed = [one for one in made if one.kind in TYPED]
    for title, some in (
        *((language, [one for one in typed if one.language == language]) for language in ("en", "de")),
        *((f"batch {batch}", [one for one in typed if one.batch == batch]) for batch in sorted({one.batch for one in typed})),
        ("all typed", typed),
        ("- no doubtful", [one for one in typed if not one.doubt]),
        ("all pictures", [one for one in made if one.kind in SEEN]),
    ):
        if some:
            say(line(row(title, some, None), None))
    tell(made)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in made], ensure_ascii=False, indent=1), encoding="utf-8")
    return int(any(one.outcome is Outcome.WRONG for one in made))


def tell(made: Sequence[Reading]) -> None:
    """Every reading that is not what a person wants, the worst first."""
    for outcome in (Outcome.WRONG, Outcome.GUESSED, Outcome.LOST, Outcome.UNDECIDED, Outcome.PROPOSED):
        some = [one for one in made if one.outcome is outcome]
        if some:
            sys.stdout.write(f"\n{outcome} ({len(some)})\n")
        for one in some:
            doubt = f"  ({one.doubt})" if one.doubt else ""
            sys.stdout.write(f"  {one.file}  {one.name}: read {one.read}; stated {one.stated}{doubt}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
