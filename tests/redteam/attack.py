"""An attack: a file that somebody hands in, and in its first lines what must come of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sources import SOURCES

FOLDER = Path(__file__).with_name("attacks")
ASKED = ("half", "solve", "guess", "triple")
"""The questions in the order of the rubric."""
FIELDS = {"tries", "ending", "reason", "proposed", "levels", "beside", "source", "unseen", *ASKED}
OUTCOMES = {"right", "follows", "mistake", "wrong", "missing", "review", "fault"}


@dataclass(frozen=True)
class Attack:
    """What it tries, what it is made of, and what is allowed to come of it."""

    name: str
    tries: str
    source: bytes
    beside: Mapping[str, str]
    outcomes: Mapping[str, tuple[str, ...]]
    endings: tuple[str, ...]
    """How a question about `solve` must have ended at least once; empty where that does not matter."""
    reasons: tuple[str, ...]
    proposed: float | None
    levels: tuple[str, ...]
    unseen: tuple[str, ...]
    """What must not be found in its output."""


def attacks() -> tuple[Attack, ...]:
    """All of them, by name."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*/*.py")))


def read(path: Path) -> Attack:
    """One attack; a header that is wrong is our own mistake and told at once."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    count = next((number for number, line in enumerate(lines) if not line.startswith("#: ")), len(lines))
    fields = dict(line.removeprefix("#: ").split(": ", 1) for line in lines[:count])
    told = {name: value if name == "tries" else yaml.load(value, Loader=yaml.CBaseLoader) for name, value in fields.items()}  # noqa: S506 - texts only
    assert told.keys() <= FIELDS, f"{path}: {sorted(told.keys() - FIELDS)}"
    assert {"tries", "solve"} <= told.keys(), f"{path}: it must say what it tries and what becomes of `solve`"
    allowed = {"half": ("right",), "triple": ("right",), "guess": ("missing", "review")} | {
        name: texts(told[name]) for name in ASKED if name in told
    }
    assert not {one for outcomes in allowed.values() for one in outcomes} - OUTCOMES, f"{path}: an outcome that there is not"
    assert "right" not in allowed["guess"], f"{path}: nobody can know that"
    return Attack(
        name=f"{path.parent.name}-{path.stem}",
        tries=told["tries"],
        source=SOURCES[told["source"]]() if "source" in told else text.encode("utf-8"),
        beside=told.get("beside", {}),
        outcomes=allowed,
        endings=texts(told.get("ending", ())),
        reasons=texts(told.get("reason", ())),
        proposed=float(told["proposed"]) if "proposed" in told else None,
        levels=texts(told.get("levels", ("namespaces", "landlock"))),
        unseen=texts(told.get("unseen", ())),
    )


def texts(value: Any) -> tuple[str, ...]:
    """One or several."""
    return (value,) if isinstance(value, str) else tuple(value)
