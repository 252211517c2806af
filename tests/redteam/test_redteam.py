"""Every attack is handed in beside honest groups, in one batch a level and a user: nobody gains, nobody else loses, nothing is left."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from attack import ASKED, Attack, attacks
from scene import GROUP_MARK, MARK, RUBRIC_MARK, SECRET, Scene, scene

HERE = Path(__file__).parent
SECONDS = 0.3
MOST_MIB = 1_500
"""The grader holds torch for the reference; the rest is what attacks could make it hold."""
BREACH = ("CANARY", MARK, SECRET)
"""What an attack prints that came through, or what it found."""
LIVE_TEXT = ("<script>document.title", "<img src=x", "\x1b", "\x07", "\x9b", "\u202e", "\u2066")
ATTACKS = attacks()


@dataclass(frozen=True)
class Fought:
    """What came of a batch."""

    course: str
    """Where it lay."""
    told: Mapping[str, Any]
    marks: Mapping[str, Mapping[str, Any]]
    """By group and name of a mark."""
    pages: Mapping[str, str]
    touched: tuple[str, ...]
    heard: tuple[str, ...]


def fought(place: Path, level: str, user: str, chosen: tuple[Attack, ...]) -> Fought:
    """All attacks against a grader of its own."""
    with scene(place) as at:
        command = [sys.executable, str(HERE / "arena.py"), str(at.course), str(place / "report.json"), level, user]
        command += [MARK, RUBRIC_MARK, GROUP_MARK]
        environment = os.environ | {"PYTHONPATH": str(HERE.parents[1]), "TMPDIR": str(_open_to_all(place / "tmp"))}
        with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, start_new_session=True) as arena:
            at.plant()
            at.build(chosen, SECONDS, arena.pid)
            _open_to_all(at.course / "results")
            _open_to_all(place)
            before, strays = at.seen(), at.strays()
            _, said = arena.communicate(b"go\n", timeout=900)
        assert arena.returncode == 0, f"the grader itself ended with {arena.returncode}: {said.decode('utf-8', 'replace')[-3000:]}"
        after = at.seen()
        touched = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)} | (at.strays() - strays)
        touched |= {f"left in the folder for temporary files: {path.name}" for path in (place / "tmp").iterdir()}
        return Fought(
            course=str(at.course),
            told=json.loads((place / "report.json").read_text(encoding="utf-8")),
            marks=_marks(at),
            pages={str(path.relative_to(at.course)): path.read_text(encoding="utf-8") for path in _written(at)},
            touched=tuple(sorted(touched)),
            heard=tuple(at.heard.words),
        )


def _open_to_all(folder: Path) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    folder.chmod(0o777)
    return folder


def _marks(at: Scene) -> dict[str, dict[str, Any]]:
    results = json.loads((at.course / "results/tiny/results.json").read_text(encoding="utf-8"))
    return {one["group"]: {mark["name"]: mark for mark in one["marks"]} | {"": one} for one in results["submissions"]}


def _written(at: Scene) -> Iterator[Path]:
    for ending in ("*.html", "*.csv"):
        yield from (at.course / "results").rglob(ending)


def complaints(found: Fought, level: str, chosen: tuple[Attack, ...]) -> Iterator[str]:
    """Everything that is not as it must be."""
    for attack in chosen:
        marks = found.marks[attack.name]
        yield from (f"{attack.name}: {said}" for said in _about(attack, level, marks, found.course))
    for group, marks in found.marks.items():
        honest = group.endswith("zz-control") or group.startswith("neighbour")
        wanted = ("right",) * 4 if group.startswith("neighbour") else ("right", "right", "missing", "right")
        if honest and (got := tuple(marks[name]["outcome"] for name in ASKED)) != wanted:
            yield f"{group}, who did nothing: {got}"
    yield from (f"touched: {path}" for path in found.touched)
    yield from (f"a listener heard {word}" for word in found.heard)
    yield from (f"a process was left: {command}" for command in found.told["left"])
    yield from (f"a folder was left: {folder}" for folder in found.told["folders"])
    yield from found.told["leaks"]
    if found.told["descriptors"]:
        yield f"the grader has {found.told['descriptors']} descriptors more than before"
    if found.told["peak_mib"] > MOST_MIB:
        yield f"the grader needed {found.told['peak_mib']:.0f} MiB"
    if found.told["isolation"] != level:
        yield f"it was to be level {level}, and was {found.told['isolation']}"
    yield from _live(found.pages)


def _about(attack: Attack, level: str, marks: Mapping[str, Any], course: str) -> Iterator[str]:
    """One attack's marks."""
    if marks[""]["state"] != "marked":
        yield f"{marks['']['state']}: {marks['']['message']}"
        return
    for name in ASKED:
        mark = marks[name]
        if mark["outcome"] not in attack.outcomes[name]:
            yield f"{name} is {mark['outcome']} ({mark['says'][:200]})"
        for word in (*BREACH, *(word.replace("@COURSE@", course) for word in attack.unseen)):
            output = (mark.get("code") or {}).get("output", "")
            if level in attack.levels and word in output:
                yield f"its output tells of {word!r}: {next(line for line in output.splitlines() if word in line)[:200]}"
    asked = (marks["solve"].get("code") or {}).get("asked", [])
    asked = [*asked, *(one["first"] for one in asked if one.get("first"))]
    if attack.endings and not {one["ending"] for one in asked} & set(attack.endings):
        yield f"it ended as {sorted({one['ending'] for one in asked})}, not as {list(attack.endings)}"
    reasons = {one.get("reason", "") for one in asked}
    if attack.reasons and not any(wanted in reason for wanted in attack.reasons for reason in reasons):
        yield f"the reason is {sorted(reasons)}, not {list(attack.reasons)}"
    if attack.proposed is not None and marks["solve"]["outcome"] in ("review", "fault"):
        proposed = (marks["solve"].get("proposed") or {}).get("points")
        if proposed != attack.proposed:
            yield f"{marks['solve']['outcome']} proposes {proposed}: undecided points must not be for sale"


def _live(pages: Mapping[str, str]) -> Iterator[str]:
    """Text of an attacker that is more than text on a page or in a table."""
    for path, text in pages.items():
        for word in LIVE_TEXT:
            if word in text:
                yield f"{path} holds {word!r}"
        if path.endswith("report.html") and f"neighbour-{GROUP_MARK}" not in path and re.search(f"{re.escape(SECRET[:12])}|{MARK}", text):
            yield f"{path} tells a student what only the reference knows"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no level holds elsewhere")
@pytest.mark.skipif(sys.platform.startswith("linux") and os.geteuid() != 0, reason="only root can be both")
@pytest.mark.parametrize(
    ("level", "user"),
    [
        ("namespaces", "root"),
        ("landlock", "ordinary"),
        pytest.param("namespaces", "ordinary", marks=pytest.mark.long),
        pytest.param("landlock", "root", marks=pytest.mark.long),
    ],
)
def test_no_attack_gains_anything_or_harms_anybody(level, user):
    with TemporaryDirectory(prefix="grader-arena-") as folder:  # the folders that pytest gives are closed to an ordinary user
        place = Path(folder)
        place.chmod(0o755)
        found = fought(place / "scene", level, user, ATTACKS)
    assert not list(complaints(found, level, ATTACKS)), "\n".join(complaints(found, level, ATTACKS))


def test_there_are_enough_of_every_class():
    assert len(ATTACKS) >= 70
    classes = {attack.name.split("-")[0] for attack in ATTACKS}
    wanted = "look end forge lie patch hardcode endless many big crash reach follow state shadow values text honest".split()
    assert classes == set(wanted)
