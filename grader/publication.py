"""What is written of a batch, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.filenames import safe_folder
from grader.records.results import Results
from grader.records.store import encoded
from grader.reporting.page_files import INDEX
from grader.score import Visibility

RESULTS, GRADEBOOK = "results.json", "gradebook.csv"
OF_ALL = (RESULTS, GRADEBOOK, INDEX)


@dataclass(frozen=True)
class Publication:
    """What is written where, and from what."""

    place: Path
    head: Results
    """All of the results but the submissions."""
    names: tuple[bytes, ...]
    """The groups in the order that people count in, as the store has them."""
    folders: tuple[str, ...]
    """The folders of their pages."""
    shown: frozenset[Visibility]
    """The lines that students may see by now."""


def publication(place: Path, head: Results, groups: Mapping[str, str], shown: frozenset[Visibility]) -> Publication:
    """What is to be written of these groups, in their order: each under its name, with the one that results have."""
    return Publication(place, head, tuple(map(encoded, groups)), tuple(map(safe_folder, groups.values())), shown)
