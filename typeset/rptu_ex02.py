# ruff: noqa: INP001 - a folder of programs, not a package
"""Packs the samples of rptu_ex02: blank notebooks with their gaps filled in, and the paper, in one zip.

`python typeset/rptu_ex02.py GROUP PDF` packs what lies in typeset/rptu_ex02/GROUP, its .tex file as the PDF that was made from it.
A file `Task_2.4.cells` says what stands in the cells of the notebook: `@@ 7` begins the code of its seventh cell, `@@ 10 prints`
what the tenth one printed; cells that are not named are as they were handed out. `@@ cleared` leaves all outputs away.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES, STARTER, SAMPLES = HERE / "rptu_ex02", HERE.parent / "starters" / "rptu_ex02", HERE.parent / "submissions" / "rptu_ex02"
WHEN = (2023, 11, 26, 20, 15, 0)
SILENT = {"figure": "<Figure size 640x480 with 1 Axes>", "download": "Files already downloaded and verified"}
DOWNLOADED = {"night-shift": "night-shift_LATE_41207_88311_exercise2.zip"}
"""Handed in through a platform whose names of files tell that it was late."""
TORN = {"broken-telephone"}
"""The upload broke off."""


def sections(text: str) -> dict[str, str]:
    """What stands below each `@@` line, by what the line says."""
    parts = text.split("@@ ")[1:]
    return {head.strip(): body.strip("\n") for head, _, body in (part.partition("\n") for part in parts)}


def filled(blank: str, text: str) -> str:
    """The notebook with its gaps filled in and its outputs saved."""
    told, notebook, count = sections(text), json.loads(blank), 0
    for number, cell in enumerate(notebook["cells"], start=1):
        if str(number) in told:
            cell["source"] = told[str(number)].splitlines(keepends=True)
        if cell["cell_type"] == "code" and "cleared" not in told:
            count += 1
            cell["execution_count"] = count
            cell["outputs"] = outputs(told.get(f"{number} prints"), "".join(cell["source"]))
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def outputs(printed: str | None, source: str) -> list[dict[str, Any]]:
    """What a cell put out."""
    if printed is not None:
        return [{"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)}]
    if "plt.show()" in source:
        return [{"data": {"text/plain": [SILENT["figure"]]}, "metadata": {}, "output_type": "display_data"}]
    if "CIFAR10(" in source:
        return [{"name": "stdout", "output_type": "stream", "text": [SILENT["download"] + "\n"] * 2}]
    return []


def files(group: str, typeset: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of all that goes into the zip."""
    for path in sorted((SOURCES / group).iterdir()):
        if path.suffix == ".tex":
            yield path.stem + ".pdf", typeset.read_bytes()
        elif path.suffix == ".cells":
            blank = (STARTER / (path.stem + ".ipynb")).read_text(encoding="utf-8")
            yield path.stem + ".ipynb", filled(blank, path.read_text(encoding="utf-8")).encode()
        else:
            yield path.name, path.read_bytes()


def pack(group: str, typeset: Path) -> Path:
    """Write the group's zip; the same files give the same bytes."""
    target = SAMPLES / DOWNLOADED.get(group, f"{group}/exercise2.zip")
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files(group, typeset):
            archive.writestr(zipfile.ZipInfo(name, WHEN), data, zipfile.ZIP_DEFLATED)
    if group in TORN:
        target.write_bytes(target.read_bytes()[:2000])
    return target


if __name__ == "__main__":
    written = pack(sys.argv[1], Path(sys.argv[2]))
    sys.stdout.write(f"{sys.argv[1]}: {written.stat().st_size} bytes\n")
