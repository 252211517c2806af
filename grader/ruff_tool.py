"""Findings of ruff, on the trusted side: it may not be started in the jail, where no program may.

Ruff parses the text that it is given on its standard input, in a language that cannot be made to run it, reads no configuration and
no other file, and is ended after a few seconds or gigabytes; so a job that may start programs, which would be the weaker jail for
everybody's code, is not needed for it.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

from grader.style_findings import MOST_FINDINGS, StyleFinding

SECONDS, MEMORY, LONGEST = 20, 2 << 30, 500_000
MOST_ANSWER = 8_000_000
RULES = "E,W,F"
_LIMITED = (
    f"import os, resource as r, sys; r.setrlimit(r.RLIMIT_CPU, ({SECONDS}, {SECONDS})); r.setrlimit(r.RLIMIT_CORE, (0, 0)); "
    f"r.setrlimit(r.RLIMIT_FSIZE, (0, 0)); sys.platform == 'linux' and r.setrlimit(r.RLIMIT_AS, ({MEMORY}, {MEMORY})); "
    "from ruff.__main__ import find_ruff_bin; os.execv(find_ruff_bin(), ['ruff', *sys.argv[1:]])"
)


class ToolFailed(Exception):
    """The checker gave no answer: it is not here, or a file is too much for it."""


def ruff(files: Mapping[str, bytes], line_length: int, rules: Sequence[str] = ()) -> tuple[StyleFinding, ...]:
    """What ruff finds in some files."""
    if find_spec("ruff") is None:
        raise ToolFailed("ruff is not installed on this machine")
    found: list[StyleFinding] = []
    for name, data in files.items():
        found += _in_one(name, data, line_length, ",".join(rules) or RULES)
    return tuple(found)


def _in_one(name: str, data: bytes, line_length: int, rules: str) -> list[StyleFinding]:
    """What it finds in one file; the file's name never reaches it."""
    if len(data) > LONGEST:
        raise ToolFailed(f"{name} is too long for a style checker")
    options = ["--isolated", "--no-cache", "--output-format=json", f"--line-length={line_length}", f"--select={rules}", "--no-fix"]
    options.append("--ignore-noqa")  # a comment of theirs must not hide what they are marked for
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _LIMITED, "check", *options, "--stdin-filename=file.py", "-"],
            input=data,
            capture_output=True,
            timeout=3 * SECONDS,
            check=False,
            cwd="/",
            env={"RAYON_NUM_THREADS": "1", "LANG": "C.UTF-8"},
        )
    except (subprocess.TimeoutExpired, OSError):
        raise ToolFailed(f"ruff does not come to an end with {name}") from None
    if done.returncode not in (0, 1) or len(done.stdout) > MOST_ANSWER:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ToolFailed(f"ruff fails on {name}" + (f" ({said[-1][:200]})" if said else ""))
    return [_finding(name, one) for one in json.loads(done.stdout)[:MOST_FINDINGS]]


def _finding(name: str, told: Mapping[str, object]) -> StyleFinding:
    """One finding out of ruff's JSON."""
    place = told.get("location")
    at = place if isinstance(place, dict) else {}
    code = told.get("code")
    return StyleFinding(name, int(at.get("row", 1)), int(at.get("column", 1)), str(code or "syntax"), str(told.get("message", ""))[:200])
