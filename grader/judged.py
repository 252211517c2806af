"""The findings of lines about what was read, each kept under all that decides it: another tolerance judges its own line anew alone."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from platform import python_version

from grader.collect import Collected
from grader.fingerprint import fingerprint
from grader.formalities.handed_in import HandedIn
from grader.ground import LIBRARIES
from grader.kept_findings import FINDINGS, told
from grader.marking import labels
from grader.own_source import installed_version, our_own
from grader.plain_json import Damaged
from grader.plan import Key, key_of
from grader.references.reference import Reference
from grader.scheme import Rubric
from grader.score import Finding, Outcome
from grader.shelf import Shelf, Stage
from grader.work import Versions


@dataclass(frozen=True)
class Judging:
    """What decides the findings of every submission of a batch."""

    rubric: Rubric
    reference: Reference
    versions: Versions

    @cached_property
    def base(self) -> str:
        """The hash of all that no line says itself."""
        versions = (self.versions.reading, self.versions.finding, our_own(), python_version(), *map(installed_version, LIBRARIES))
        return fingerprint(versions, self.rubric.name, self.reference.sha256, labels(self.rubric))

    @cached_property
    def lines(self) -> Mapping[Key, str]:
        """The hash of each line."""
        return {key_of(task, line): fingerprint(told(task.id, line)) for task, line in self.rubric.lines}

    def of(self, shelf: Shelf, content: str, collected: Collected, handed: HandedIn) -> "Judged":
        """The findings of one submission; `content` is the hash of what was handed in, of which everything was read that can be."""
        whole = self.rubric.sha256 if collected.formulas else ""  # what a formula is tried with hangs on more than its own line
        return Judged(shelf, fingerprint(self.base, content, handed, whole), self.lines)


class Judged:
    """The findings of one submission, by the hashes of their lines."""

    def __init__(self, shelf: Shelf, key: str, lines: Mapping[Key, str]) -> None:
        self._shelf, self._key, self._lines = shelf, key, lines
        self._kept = _opened(shelf.recall(Stage.JUDGE, key))
        self._used: dict[str, str] = {}

    def finding(self, key: Key, work: Callable[[], Finding]) -> Finding:
        """What a line came to before, or comes to now; a fault of ours is never kept."""
        line = self._lines[key]
        if (text := self._kept.get(line)) is not None:
            with suppress(Damaged):
                recalled: Finding = FINDINGS.from_json(text.encode("ascii"))
                self._used[line] = text
                return recalled
        found = work()
        if found.outcome is not Outcome.FAULT:
            with suppress(TypeError, RecursionError):  # what cannot be kept is judged again
                self._used[line] = FINDINGS.to_json(found).decode("ascii")
        return found

    def keep(self) -> None:
        """Keep what was used, and nothing else."""
        if self._used.keys() != self._kept.keys():
            self._shelf.keep(Stage.JUDGE, self._key, json.dumps(self._used).encode("ascii"))


def _opened(data: bytes | None) -> dict[str, str]:
    """Findings by the hashes of their lines; none where they are damaged."""
    if data is None:
        return {}
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    whole = isinstance(found, dict) and all(isinstance(text, str) for text in found.values())
    return found if whole else {}
