"""What a style checker found in a group's code: which files are theirs, and which findings are about lines of theirs."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

MOST_LINES = 5_000
"""Of a file that is compared line by line with what was handed out."""
MOST_FINDINGS = 500


@dataclass(frozen=True, order=True)
class StyleFinding:
    """One thing that a checker does not like."""

    file: str
    line: int
    column: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code} {self.text}"


def theirs(files: Mapping[str, bytes], starter: Mapping[str, bytes], patterns: Collection[str]) -> tuple[str, ...]:
    """Python files that the group wrote or changed, as far as the line of the rubric is about them."""
    chosen = (name for name in sorted(files) if name.endswith(".py") and (not patterns or any(fits(name, one) for one in patterns)))
    return tuple(name for name in chosen if _lines(files[name]) - _lines(_handed_out(name, starter)))


def _lines(source: bytes) -> Counter[bytes]:
    """Lines that say something, whatever their blanks."""
    return Counter(b" ".join(words) for line in source.splitlines() if (words := line.split()))


def fits(name: str, pattern: str) -> bool:
    """Whether a file is one that a pattern names; a folder above it (`repo-main/`) and capitals make no difference."""
    return PurePosixPath(name.casefold()).match(pattern.casefold())


def _handed_out(name: str, starter: Mapping[str, bytes]) -> bytes:
    """The file as it was handed out; the starter's name is the end of theirs where a folder lies round all of it."""
    matching = [one for one in starter if name == one or name.endswith(f"/{one}")]
    return starter[max(matching, key=len)] if matching else b""


def own_lines(name: str, files: Mapping[str, bytes], starter: Mapping[str, bytes]) -> Collection[int] | None:
    """The lines, from 1, that do not stand in the starter as they are; None where all of them are the group's."""
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (_handed_out(name, starter), files[name]))
    if not before or len(before) > MOST_LINES or len(after) > MOST_LINES:
        return None
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {block.b + at + 1 for block in same for at in range(block.size)}
    return frozenset(range(1, len(after) + 2)) - kept


def about_their_lines(
    findings: Iterable[StyleFinding], files: Mapping[str, bytes], starter: Mapping[str, bytes]
) -> tuple[StyleFinding, ...]:
    """Findings without those on lines that stand in the starter as they are."""
    lines: dict[str, Collection[int] | None] = {}
    kept = []
    for finding in sorted(findings):
        if finding.file not in lines:
            lines[finding.file] = own_lines(finding.file, files, starter)
        own = lines[finding.file]
        if own is None or finding.line in own:
            kept.append(finding)
    return tuple(kept[:MOST_FINDINGS])


def rows(findings: Sequence[StyleFinding]) -> list[list[str | int]]:
    """Findings as values that can be kept in a reply."""
    return [[one.file, one.line, one.column, one.code, one.text] for one in findings]


def from_rows(value: object, files: Collection[str]) -> tuple[StyleFinding, ...] | None:
    """Findings out of what a job gave back: untrusted, so each part is looked at. None where it is something else."""
    kinds = [str, int, int, str, str]
    if not isinstance(value, list) or len(value) > MOST_FINDINGS:
        return None
    if any(type(row) not in (list, tuple) or [type(part) for part in row] != kinds or row[0] not in files for row in value):
        return None
    return tuple(StyleFinding(file, line, column, code[:20], text[:200]) for file, line, column, code, text in value)
