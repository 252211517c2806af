"""Which level of isolation this machine has: proved by a job that tries what no job may do, never looked up."""

import contextlib
import json
import os
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import grader
from grader.errors import CommandError
from grader.jail.forbidden import OUTSIDE, SIZE, Bait
from grader.jail.identity import is_root, own_user
from grader.jail.left_behind import PROOF, clear_left_behind
from grader.jail.level import Level
from grader.jail.places import interpreter, really
from grader.jail.tries import names

_SECONDS = 20.0
"""A proof takes a tenth of a second; a busy machine may need longer."""
_SAMPLES, _LOOKED_AT = 6, 2_000
"""So many files of a hidden folder are tried, found among so many entries."""
_RAISED = "raise the walls"
SETTING = "GRADER_LEVEL"
"""The environment's word for the strongest level that is tried: a lower one is tried out where a higher one holds, never the reverse."""
# The program finds this very package, and nothing else that lies beside it.
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); import grader; del sys.path[0]; from grader.jail.proving import main; main()"
_ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PROOF": "secret"}


@dataclass(frozen=True)
class Try:
    """One thing that was tried at one level."""

    level: Level
    what: str
    held: bool
    """Whether it was stopped."""
    says: str


@dataclass(frozen=True)
class Proof:
    """The strongest level that held, and everything that was tried on the way."""

    level: Level
    tries: tuple[Try, ...]
    why: str


def best_level(forced: Level | None = None, secret: Path | None = None, hidden: Sequence[Path] = ()) -> Proof:
    """The strongest level, from `forced` downwards, at which every try is stopped.

    `secret` and `hidden` are files and folders of which no job may read anything, wherever they lie. At level `rlimits` only what
    limits can stop decides; the other tries are told all the same.
    """
    forced = forced or wished()
    if not hasattr(os, "fork"):
        return Proof(Level.NONE, (), "this system cannot fork, and so keeps no program of a group within limits")
    levels = list(Level)
    unseen = [*hidden, *([secret] if secret else [])]
    tries: list[Try] = []
    for level in levels[levels.index(forced or levels[0]) :]:
        if level is Level.NONE:
            break
        made = _tried(level, unseen)
        tries += made
        if all(one.held for one in made if level.holds or one.what in (_RAISED, SIZE)):
            return Proof(level, tuple(tries), _why(level, tries))
    return Proof(Level.NONE, tuple(tries), _why(Level.NONE, tries))


def level_here() -> Level:
    """The strongest level, tried out once in the life of this program."""
    return _proved(wished())


@cache
def _proved(forced: Level | None) -> Level:
    clear_left_behind()
    return best_level(forced).level


def wished() -> Level | None:
    """The level that the environment wishes for as the strongest; CommandError where there is no such level."""
    word = os.environ.get(SETTING, "").strip()
    if word and word not in list(Level):
        raise CommandError(f"{SETTING} in the environment is {word!r}; the levels are {', '.join(Level)}")
    return Level(word) if word else None


def _why(level: Level, tries: Sequence[Try]) -> str:
    """One sentence on why it is this level and no stronger one."""
    failed: dict[Level, Try] = {}
    for one in tries:
        if not one.held and one.level is not level:
            failed.setdefault(one.level, one)
    reasons = "; ".join(f"`{one.level.value}` does not hold ({one.what}: {one.says})" for one in failed.values())
    if level.holds:
        return f"at level `{level.value}` everything that was tried was stopped" + (f"; {reasons}" if reasons else "")
    return reasons or f"nothing stronger than `{level.value}` was asked for"


def _tried(level: Level, hidden: Sequence[Path]) -> list[Try]:
    """All tries at one level, with what was seen from outside."""
    with tempfile.TemporaryDirectory(prefix=PROOF, ignore_cleanup_errors=True) as folder, contextlib.ExitStack() as open_:
        try:
            port, abstract = _listen(Path(folder), open_)
            process = open_.enter_context(_started())
        except OSError as problem:
            return [Try(level, _RAISED, held=False, says=f"the proof could not be started ({problem})")]
        bait = Bait(folder, tuple(_samples(hidden)), port, abstract, victims=(os.getpid(),))
        _lay_out(Path(folder), process.pid)
        before = _seen(Path(folder))
        words = _words(process, {"level": level.value, "bait": asdict(bait), "hidden": [str(path) for path in hidden]})
        return _judged(level, words, bait, changed=_seen(Path(folder)) != before)


def _judged(level: Level, words: Sequence[dict[str, Any]], bait: Bait, *, changed: bool) -> list[Try]:
    """What the job told, and what it did not tell: an end before the last try is no proof."""
    faults = [str(word["fault"]) for word in words if "fault" in word]
    if faults or {"ready": True} not in words:
        return [Try(level, _RAISED, held=False, says=faults[0] if faults else "the trial job ended at once")]
    told = {word["what"]: Try(level, word["what"], bool(word["held"]), str(word["says"])) for word in words if "what" in word}
    made = [Try(level, _RAISED, held=True, says="a job works behind them")]
    made += [told.get(name, Try(level, name, held=False, says="it was done, or ended the job")) for name in names(bait)]
    outside = Try(level, OUTSIDE, held=not changed, says="it was changed" if changed else "it is as it was")
    return [outside if one.what == OUTSIDE else one for one in made]


def _started() -> subprocess.Popen[bytes]:
    """The program that proves, waiting for what it is to do."""
    return subprocess.Popen(
        [sys.executable, "-s", "-P", "-B", "-c", _BEGIN, str(Path(grader.__file__).resolve().parents[1])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=_ENVIRONMENT,
        start_new_session=True,
    )


def _words(process: subprocess.Popen[bytes], wish: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that the program says; it is ended when it takes too long."""
    try:
        said, _ = process.communicate(json.dumps(wish).encode("ascii"), timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        said, _ = process.communicate()
    lines = said.decode("ascii", "replace").splitlines()
    with contextlib.suppress(ValueError):
        return [word for word in map(json.loads, lines) if isinstance(word, dict)]
    return []


def _listen(folder: Path, open_: contextlib.ExitStack) -> tuple[int, str]:
    """Sockets that could be reached: the port of one, and the name of one without a file."""
    network = open_.enter_context(socket.create_server(("127.0.0.1", 0)))
    by_file = open_.enter_context(socket.socket(socket.AF_UNIX))
    by_file.bind(str(folder / "listening"))
    by_file.listen()
    name = f"grader-{folder.name}"
    if sys.platform.startswith("linux"):
        by_name = open_.enter_context(socket.socket(socket.AF_UNIX))
        by_name.bind(f"\0{name}")
        by_name.listen()
    return int(network.getsockname()[1]), name


def _lay_out(folder: Path, pid: int) -> None:
    """Files that the job could read and change if nothing but their modes kept it from them; one is its user's, one is ours."""
    for name in ("secret", "removable"):
        (folder / name).write_text("secret", encoding="ascii")
        (folder / name).chmod(0o666)
    (folder / "listening").chmod(0o666)
    if is_root():
        os.chown(folder / "secret", own_user(pid), own_user(pid), follow_symlinks=False)
    folder.chmod(0o777)  # last: from now on anybody of this machine could put something else there


def _seen(folder: Path) -> list[tuple[str, int, int, int]]:
    """Names, modes, sizes and times of all files there."""
    found = ((path.name, path.lstat()) for path in sorted(folder.iterdir()))
    return [(name, stat.S_IMODE(facts.st_mode), facts.st_size, facts.st_mtime_ns) for name, facts in found]


def _samples(hidden: Sequence[Path]) -> Iterator[str]:
    """Some files of what must not be read, beside what every job reads anyway."""
    open_to_jobs = set(really(interpreter()))
    for path in really(hidden):
        yield from _files_of(path, open_to_jobs)


def _files_of(path: Path, without: set[Path]) -> list[str]:
    """A few files at or below a path."""
    if path.is_file():
        return [str(path)]
    found: list[str] = []
    looked = 0
    for folder, inner, files in os.walk(path):
        inner[:] = [name for name in inner if Path(folder, name) not in without]
        found += [str(path) for path in (Path(folder, name) for name in files) if path not in without]
        looked += len(inner) + len(files)
        if len(found) >= _SAMPLES or looked > _LOOKED_AT:
            break
    return found[:_SAMPLES]
