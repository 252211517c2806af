"""nbgrader's exchange: `submitted/<student>/<assignment>/` with `timestamp.txt` beside the files."""

from collections.abc import Sequence

from grader.errors import Unreadable
from grader.intake.entries import Entry, is_junk
from grader.intake.names import shown
from grader.intake.times import platform_time
from grader.intake.uploads import Piece, Recognised, Upload

PLATFORM = "nbgrader"
OUTER, TIMESTAMP = "submitted", "timestamp.txt"
_LONGEST = 200


def nbgrader(students: Sequence[Entry], sheet: str) -> Recognised:
    """The uploads in `submitted/`: of each student the folder of this sheet, or the only one there is."""
    uploads, rest = [], []
    for student in students:
        folders = [entry for entry in student.entries() if entry.is_folder and not is_junk(entry)]
        chosen = [entry for entry in folders if entry.name == sheet] or folders
        if len(chosen) != 1:
            rest.append(student)
        else:
            uploads.append(_upload(student, chosen[0]))
    return Recognised(tuple(uploads), tuple(rest))


def _upload(student: Entry, folder: Entry) -> Upload:
    """One student's folder; nbgrader itself wrote the time, not the student."""
    name = shown(student.name)
    stamp = next((entry for entry in folder.entries() if entry.name == TIMESTAMP), None)
    time = None
    if stamp is not None:
        try:
            time = platform_time(stamp.content(_LONGEST).decode("utf-8", "replace"))
        except Unreadable:
            time = None
    pieces = tuple(Piece(entry, entry.name) for entry in folder.entries() if entry.name != TIMESTAMP)
    return Upload(PLATFORM, f"{name}/{shown(folder.name)}", f"nbgrader {student.name}", name, name, pieces=pieces, time=time)
