"""The first thing in a job: its files are put into its folder, and what is in them is told before any of them runs."""

import faulthandler
import sys
from pathlib import Path, PurePosixPath
from typing import Any

from grader.worker import devices, finder, shims, stubs
from grader.worker.channel import Channel
from grader.worker.guard import Guard, changed_by_us, remembered
from grader.worker.loaded import Loaded
from grader.worker.notebook_source import files_written
from grader.worker.random_state import reseed
from grader.worker.source import Code, Refused, is_code, read_code
from grader.worker.starter import lay
from grader.worker.survey import survey

MOST_CODE = 12_000_000
"""Bytes of code of a whole submission; notebooks count with their outputs."""


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """Write the files, prepare the libraries, and tell what the group wrote."""
    files = {name: data for name, data in request["files"].items() if _acceptable(name, state)}
    laid = lay(files, request["starter"], request.get("asked", ()))
    state.files, state.ours, state.root, state.starter = laid.files, laid.ours, laid.root, request["starter"]
    state.seed = request["seed"]
    for note in laid.notes:
        state.note(note)
    state.home = Path.cwd() / "submission"
    _add_what_cells_write(state)
    _write(state)
    _read(state)
    told = survey({name: code for name, code in state.codes.items() if name not in state.ours}, _starter_codes(state))
    for name, one in told.items():
        state.states[name] = {definition: found["state"] for definition, found in one["definitions"].items()}
    _prepare(state, stubbing=request["stubs"])
    return {"is": "ready", "survey": {"files": told, "notes": state.notes[:], "root": state.root}}


def _acceptable(name: str, state: Loaded) -> bool:
    """Whether a name stays below the folder; an odd one is kept as it is."""
    path = PurePosixPath(name)
    if not name or "\0" in name or path.is_absolute() or ".." in path.parts or not path.parts or str(path) != name:
        state.note(f"{name!r} is no name of a file of a submission; it was left out")
        return False
    return True


def _add_what_cells_write(state: Loaded) -> None:
    """`%%writefile layers.py` in a notebook: its other cells import that, though they may be asked without it having run."""
    for name in [name for name in state.files if name.casefold().endswith(".ipynb") and b"%%" in state.files[name]]:
        for file, data in files_written(state.files[name]):
            target = (PurePosixPath(name).parent / file).as_posix()
            if target not in state.files and _acceptable(target, state):
                state.files[target] = data
                state.note(f"{target} is what a cell of {name} writes")


def _write(state: Loaded) -> None:
    """Put every file below the home."""
    state.home.mkdir(exist_ok=True)
    for name, data in list(state.files.items()):
        path = state.home / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except (OSError, ValueError) as problem:
            state.note(f"{name!r} could not be written where the code runs ({type(problem).__name__})")
            if not is_code(name):
                del state.files[name]


def _read(state: Loaded) -> None:
    """Read all code without running any."""
    room = MOST_CODE
    for name in sorted(name for name in state.files if is_code(name)):
        room -= len(state.files[name])
        state.codes[name] = (
            read_code(name, state.files[name])
            if room > 0
            else Code(name, refused=(Refused(1, "the submission has too much code to be read"),))
        )
        for note in state.codes[name].notes:
            state.note(f"{name}: {note}")


def _starter_codes(state: Loaded) -> dict[str, Code]:
    """What was handed out, read like the group's."""
    return {path: read_code(path, data) for path, data in state.starter.items() if is_code(path)}


def _prepare(state: Loaded, *, stubbing: bool) -> None:
    """Libraries as the group may expect them, and imports between its own files."""
    sys.argv = ["submission"]
    faulthandler.enable(2, all_threads=False)  # a crash tells its last lines among what was printed
    wanted = {name.partition(".")[0] for code in state.codes.values() for name, _ in code.imported}
    before = state.before or remembered()
    if "numpy" in wanted and shims.install(state):
        before = changed_by_us(before, "numpy")
    if "torch" in wanted:
        devices.install(state)
    if stubbing:
        stubs.install(state, wanted)
    finder.install(state)
    state.guard = Guard(state.home / state.root, before)
    state.guard.restore()
    reseed(state.seed)
