"""`style:`: findings on lines that the group wrote itself; a tool that is not here costs nobody a point."""

from contextlib import contextmanager

import pytest
from lines_by_hand import Sheet, as_bytes, refused

from grader import ruff_tool
from grader.jail.ended import Answered, JobEnded
from grader.run import Ending
from grader.score import Outcome
from grader.style_findings import from_rows, theirs
from grader.worker import style
from grader.worker.loaded import Loaded

PYCODESTYLE = "{style: pycodestyle, name: code_style, line length: 120, points: 1, bonus: yes}"
RUFF = "{style: ruff, name: code_style, line length: 120, points: 1, bonus: yes}"
CLEAN = "def solve(x):\n    return 2 * x\n"
UGLY = "def solve( x ):\n    return 2*x \n"
STARTER = "import os\ndef given( x ):\n    return x \n\n\ndef solve(x):\n    raise NotImplementedError\n"


@pytest.fixture
def finding(tmp_path):
    """The finding of a line over some files, by the very worker."""

    def find(line, files, starter=None, answer=None):
        @contextmanager
        def job():
            yield Asked(files, answer)

        return Sheet(tmp_path, files, starter or {}, open_job=job).finding(line)

    return find


class Asked:
    """A job that knows style only."""

    def __init__(self, files, answer):
        self.state, self.answer = Loaded(files=as_bytes(files)), answer

    def ask(self, message, _seconds):
        if isinstance(self.answer, JobEnded):
            raise self.answer
        return Answered(self.answer or style.answer(message, self.state, None), 0.1, 0.1)


@pytest.mark.parametrize("line", [PYCODESTYLE, RUFF])
@pytest.mark.parametrize(
    ("files", "outcome", "says"),
    [
        ({"a.py": CLEAN}, Outcome.RIGHT, "no findings in 1 file of yours"),
        ({"a.py": CLEAN, "notes.txt": UGLY, "b.ipynb": "{}"}, Outcome.RIGHT, "1 file"),
        ({"a.py": CLEAN + "\n\ny = '" + "x" * 120 + "'\n"}, Outcome.WRONG, "E501"),
        ({"a.py": CLEAN + "\n\ny = '" + "x" * 100 + "'\n"}, Outcome.RIGHT, "no findings"),
        ({"a.py": CLEAN.replace("2 * x", "2 * x  ")}, Outcome.WRONG, "a.py:2: W291"),
        ({"a.py": STARTER.replace("raise NotImplementedError", "return 2 * x")}, Outcome.RIGHT, "no findings"),
        ({"repo/a.py": STARTER.replace("raise NotImplementedError", "return 2 * x")}, Outcome.RIGHT, "no findings"),
        ({"a.py": STARTER.replace("raise NotImplementedError", "return 2 * x ")}, Outcome.WRONG, "a.py:7: W291"),
        ({"a.py": STARTER}, Outcome.MISSING, "as it was handed out"),
        ({"a.py": STARTER.replace("\n", "\r\n")}, Outcome.MISSING, "as it was handed out"),
        ({"a.py": STARTER, "b.py": CLEAN}, Outcome.RIGHT, "no findings in 1 file"),
        ({}, Outcome.MISSING, "no Python file"),
        ({"a.py": ""}, Outcome.MISSING, "handed out"),
    ],
)
def test_findings_are_about_what_they_wrote(finding, line, files, outcome, says):
    found = finding(line, files, {"a.py": STARTER})
    assert found.outcome is outcome
    assert says in found.says


def test_all_findings_stand_in_the_evidence_and_few_in_the_sentence(finding):
    found = finding(PYCODESTYLE, {"a.py": "x = 1 \n" * 40})
    assert found.says.startswith("40 findings in 1 file of yours: a.py:1: W291")
    assert found.says.endswith("; …")
    assert len(found.detail.splitlines()) == 40


@pytest.mark.parametrize(
    ("settings", "outcome", "share"),
    [
        ("each: 10%", Outcome.MISTAKE, 0.7),
        ("each: 50%", Outcome.WRONG, 0.0),
        ("allowed: 2, each: 10%", Outcome.MISTAKE, 0.9),
        ("allowed: 3", Outcome.RIGHT, 1.0),
        ("allowed: 2", Outcome.WRONG, 0.0),
    ],
)
def test_findings_may_be_allowed_or_cost_a_share_each(finding, settings, outcome, share):
    found = finding(PYCODESTYLE.replace("points", f"{settings}, points"), {"a.py": "x = 1 \n" * 3})
    assert (found.outcome, found.share) == (outcome, share)


def test_only_the_files_that_the_line_names_are_looked_at(finding):
    files = {"lib/a.py": CLEAN, "scratch/b.py": "x = 1 \n"}
    assert finding(PYCODESTYLE.replace("points", "in: 'lib/*.py', points"), files).outcome is Outcome.RIGHT
    assert finding(PYCODESTYLE, files).outcome is Outcome.WRONG


@pytest.mark.parametrize(
    "answer",
    [
        {"is": "fault", "says": "pycodestyle is not installed"},
        {"is": "done", "value": [["a.py", 1, 1, "W291", "x"]] * 501},
        {"is": "done", "value": [["../other.py", 1, 1, "W291", "x"]]},
        {"is": "done", "value": [["a.py", "1", 1, "W291", "x"]]},
        {"is": "done", "value": 3},
        {"is": "raised", "type": "ValueError"},
        JobEnded(Ending.CRASHED),
        JobEnded(Ending.OUT_OF_TIME),
    ],
)
def test_a_checker_that_gives_no_answer_leaves_it_to_a_person(finding, answer):
    assert finding(PYCODESTYLE, {"a.py": CLEAN}, answer=answer).outcome is Outcome.REVIEW


def test_without_isolation_it_is_left_to_a_person(tmp_path):
    assert Sheet(tmp_path, {"a.py": CLEAN}).finding(PYCODESTYLE).outcome is Outcome.REVIEW
    assert Sheet(tmp_path, {"a.py": CLEAN}).finding(RUFF).outcome is Outcome.RIGHT


def test_a_tool_that_is_not_here_is_nobodys_loss(finding, monkeypatch):
    monkeypatch.setattr(ruff_tool, "find_spec", lambda _: None)
    found = finding(RUFF, {"a.py": UGLY})
    assert found.outcome is Outcome.REVIEW
    assert "not installed" in found.says


@pytest.mark.parametrize("content", [b"(" * 100_000, b"x = " + b"-" * 100_000 + b"1", b"\xff\xfe\0", b"\0" * 99, b"x = 1\n" * 400_000])
def test_a_source_that_is_too_much_for_ruff_ends_nothing_else(finding, content):
    assert finding(RUFF, {"a.py": content}).outcome in (Outcome.REVIEW, Outcome.WRONG)


def test_ruff_reads_no_settings_and_obeys_no_name(finding, tmp_path, monkeypatch):
    (tmp_path / "ruff.toml").write_text("lint.select = []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = finding(RUFF, {"a.py": "x = 1 \n", "--config=x.py": "x = 1 \n", "ruff.toml": "lint.select = []"})
    assert "2 findings in 2 files" in found.says


def test_a_group_may_silence_a_finding_in_its_own_line_but_not_by_a_file_of_settings(finding):
    settings = "[pycodestyle]\nignore = W291\n"
    found = finding(PYCODESTYLE, {"a.py": "x = 1 \n", "setup.cfg": settings, "tox.ini": settings})
    assert found.outcome is Outcome.WRONG


def test_rows_of_a_job_are_looked_at_part_by_part():
    assert from_rows([["a.py", 1, 1, "W291" * 99, "x" * 999]], ["a.py"])[0].text == "x" * 200
    assert from_rows([["a.py", True, 1, "W291", "x"]], ["a.py"]) is None
    assert theirs({"a.py": b"x", "b.txt": b"x"}, {}, []) == ("a.py",)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (PYCODESTYLE.replace("pycodestyle", "pycodestile"), "did you mean `pycodestyle`"),
        (PYCODESTYLE.replace("120", "0"), "`line length:`"),
        (PYCODESTYLE.replace("points", "allowed: -1, points"), "`allowed:`"),
        (PYCODESTYLE.replace("points", "in: /etc/*.py, points"), "`in:`"),
        ("{style: ruff, points: 1}", "`name:`"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_place(line, says):
    told = refused(line)
    assert says in told
    assert told.startswith("tiny.yaml, line 4:")
