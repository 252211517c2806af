"""What `grader doctor` finds: each thing tried, and told as it is when it does not hold."""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader import doctor, libraries
from grader.capability import Capability, State, Trial
from grader.commands.doctor import table
from grader.doctor import tiny_pdf
from grader.document import Document
from grader.errors import JailFault, ReaderFault, Unreadable
from grader.jail.level import Level
from grader.readers import trials
from grader.readers.pool import Readers
from grader.reporting.isolation import CONTAINER

LINUX = sys.platform.startswith("linux")
KEEPING = """
import pickle
import sys
from pathlib import Path

import grader.commands.doctor as command
from grader.cli import main

def examine(place=Path(sys.argv.pop(1)), examine=command.examine):
    found = examine()
    place.write_bytes(pickle.dumps(found))
    return found

command.examine = examine
main()
"""
"""`grader doctor`, which also keeps what it found."""


@pytest.fixture(scope="session")
def doctors(once):
    """The command, run once for all processes that test side by side: how it ended, what it found, and the folder in which it ran."""

    def fill(place):
        folder = place / "here"
        folder.mkdir()
        command = [sys.executable, "-c", KEEPING, str(place / "found"), "doctor"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GRADER_", "COLUMNS"))}
        environment |= {"PYTHONPATH": str(Path(doctor.__file__).parents[1]), "TERM": "dumb"}
        ended = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=120)
        (place / "ended").write_bytes(pickle.dumps(ended))

    place = once("doctor", fill)
    return *(pickle.loads((place / name).read_bytes()) for name in ("ended", "found")), place / "here"  # noqa: S301 - our own


@pytest.fixture
def found(doctors):
    """Everything that was examined, by name."""
    return {capability.what: capability for capability in doctors[1]}


def test_the_command_says_what_works_and_what_is_not_here(doctors):
    ran, _, folder = doctors
    said = ran.stdout.decode()
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "PDF with a text layer" in said
    assert said.splitlines()[-1] == "All that is needed works here."
    assert max(map(len, said.splitlines())) <= 80
    assert not list(folder.iterdir())


@pytest.mark.parametrize(
    "what",
    [
        "Python",
        "Markdown, LaTeX and text",
        "PDF with a text layer",
        pytest.param("memory limit for documents", marks=pytest.mark.skipif(not LINUX, reason="macOS has no limit for address space")),
        "time limit for documents",
        "no files written by readers",
        "browser",
    ],
)
def test_what_the_grader_needs_is_there(found, what):
    assert found[what].state is State.OK, found[what].says


def test_each_row_is_a_sentence_on_one_line(found):
    assert all(capability.says and "\n" not in capability.says for capability in found.values())


def proving(monkeypatch, level, *tries, why=""):
    """A machine that has proved this level, or one on which that failed."""
    tried = tuple(SimpleNamespace(level=Level(at), what=what, held=held, says=says) for at, what, held, says in tries)

    def best_level():
        if level is None:
            raise JailFault("the server could not be started")
        return SimpleNamespace(level=Level(level), tries=tried, why=why)

    monkeypatch.setitem(sys.modules, "grader.jail.levels", SimpleNamespace(best_level=best_level))


def test_the_level_that_was_proved_is_told_with_each_try(monkeypatch):
    proving(monkeypatch, "landlock", ("namespaces", "make a namespace", False, "EPERM"), ("landlock", "read a secret", True, "EACCES"))
    row = doctor.student_code()
    assert row.state is State.OK
    assert row.says.startswith("level `landlock`: Landlock, seccomp and limits round every job; all 1 trials of it passed")
    assert row.trials == (
        Trial("namespaces", "make a namespace", False, "EPERM"),
        Trial("landlock", "read a secret", True, "EACCES"),
    )


def test_documents_are_tried_to_be_apart_or_it_is_told_that_they_are_not(monkeypatch, found):
    row = found["isolation for documents"]
    assert row.state is (State.OK if doctor.level_here().holds else State.ABSENT)
    assert all(one.held for one in row.trials)
    monkeypatch.setattr(doctor, "level_here", lambda: Level.RLIMITS)
    assert doctor.documents_apart().state is State.ABSENT
    assert doctor.documents_apart().says.startswith("level `rlimits`: they are read in processes with the limits above, and with")
    monkeypatch.setattr(doctor, "level_here", lambda: Level.LANDLOCK)
    monkeypatch.setattr(doctor, "_reached_for", lambda _: [Trial("landlock", "fork", False, "it was done")])
    assert doctor.documents_apart().state is State.FAILED


@pytest.mark.parametrize("level", ["rlimits", "none"])
def test_a_level_that_does_not_hold_says_what_to_switch_on(monkeypatch, level):
    proving(monkeypatch, level, (level, "read a secret", False, "it was read"), why="Landlock is not there")
    row = doctor.student_code()
    assert row.state is State.ABSENT
    assert "(Landlock is not there); lines that need code to be run are review, everything else is marked" in row.says
    lines = list(table([row]))
    assert [line for line in lines if "OPEN" in line] == [f"    {level}  OPEN  read a secret: it was read"]
    assert f"      {CONTAINER}" in lines, "a command that is broken into two lines cannot be copied"
    assert max(len(line) for line in lines if CONTAINER not in line) <= 80


def test_a_jail_that_cannot_be_started_is_told(monkeypatch):
    proving(monkeypatch, None)
    row = doctor.student_code()
    assert (row.state, row.says) == (State.FAILED, "could not be tried: the server could not be started")


def test_a_library_is_told_with_its_version():
    row = libraries.loaded(libraries.Library("numpy", "nothing works"))
    assert (row.what, row.state) == ("library numpy", State.OK)
    assert row.says[0].isdigit()


def test_a_library_that_is_absent_says_what_that_means_and_what_to_type():
    row = libraries.loaded(libraries.Library("no_such_library", "it goes to a person"))
    assert row == Capability(
        "library no_such_library", State.ABSENT, "not installed: it goes to a person", (), ("pip install no_such_library",)
    )


@pytest.mark.parametrize(
    "program", ["raise OSError('libcudart.so.13 is missing')", "import sys; sys.exit(3)", "import nothing_of_the_kind"]
)
def test_a_library_that_is_broken_is_not_called_absent(tmp_path, monkeypatch, program):
    (tmp_path / "broken_one.py").write_text(program)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    row = libraries.loaded(libraries.Library("broken_one", "it goes to a person"))
    assert row.state is State.FAILED
    assert row.says.startswith("is installed and cannot be loaded (")


def test_a_library_that_loads_for_ever_is_given_up(tmp_path, monkeypatch):
    (tmp_path / "endless_one.py").write_text("while True: pass")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(libraries, "SECONDS", 0.5)
    assert "could not be tried" in libraries.loaded(libraries.Library("endless_one", "x")).says


def test_the_table_fits_a_terminal(found):
    assert max(map(len, table(tuple(found.values())))) <= 80 or found["isolation for student code"].commands


def test_without_ocr_a_person_reads_the_pictures(monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda: False)
    row = doctor.scans()
    assert row.state is State.ABSENT
    assert "pip install 'homework-grader[ocr]'" in row.says
    assert "go to a person" in row.says


def test_with_ocr_a_small_picture_is_read(found):
    assert found["scans and photographs"].state is State.OK


def test_an_old_python_is_told():
    assert doctor.python((3, 10)) == Capability("Python", State.FAILED, "this is Python 3.10; 3.11 or newer is needed")


class Loose:
    """Readers without limits, or with a fault."""

    ending: Document | Exception = Document("trial.txt")

    def __init__(self, *_arguments, **_settings):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass

    def read(self, path, name):
        """Do what the trial asks for, in this very process."""
        if isinstance(self.ending, Exception):
            raise self.ending
        if path.read_bytes().startswith(b"/"):
            trials.write_a_file(path.read_bytes(), name)
        return self.ending


def test_a_limit_that_does_not_hold_is_told(monkeypatch):
    monkeypatch.setattr(doctor, "Readers", Loose)
    for row in (doctor.memory_limit(), doctor.time_limit(), doctor.no_files_written()):
        assert row.state is State.FAILED
        assert row.says.endswith("but this system does not hold to it: read only documents of people whom you trust")


def test_a_child_that_cannot_be_started_is_no_limit_that_holds(monkeypatch):
    monkeypatch.setattr(doctor, "Readers", Loose)
    monkeypatch.setattr(Loose, "ending", ReaderFault("the process that reads documents could not be started"))
    assert doctor.memory_limit().state is State.FAILED
    row = doctor.reads("PDF with a text layer", "trial.pdf", b"x")
    assert row.says == "a small trial document could not be read: the process that reads documents could not be started"


@pytest.mark.parametrize("ending", [Document("trial.pdf"), Unreadable("trial.pdf is damaged")])
def test_a_reader_that_finds_nothing_is_told(monkeypatch, ending):
    monkeypatch.setattr(doctor, "Readers", Loose)
    monkeypatch.setattr(Loose, "ending", ending)
    assert doctor.reads("PDF with a text layer", "trial.pdf", b"x").state is State.FAILED


def test_the_trial_page_is_a_sound_pdf():
    import pypdfium2

    with pypdfium2.PdfDocument(tiny_pdf("L = 61.06")) as pdf:
        page = pdf[0]
        assert page.get_textpage().get_text_range() == "L = 61.06"


def test_the_trial_of_memory_does_what_it_says(tmp_path):
    # Within the limit it succeeds: so a refusal is the limit's doing.
    (tmp_path / "a").write_bytes(b"1000000")
    with Readers(1, reader=f"{trials.__file__}:take_memory") as readers:
        assert readers.read(tmp_path / "a", "a.txt").pages == 1


def test_the_doctor_is_quick_to_load():
    program = "import sys, grader.doctor; sys.exit(bool({'torch', 'pypdfium2', 'pdfplumber', 'numpy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], check=False, cwd=doctor.__file__.rpartition("/grader/")[0]).returncode == 0
