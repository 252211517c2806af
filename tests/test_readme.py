"""The README is true: its course is built from its own text, its commands are run, and their output is compared word for word."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
SESSIONS = [session.partition("\n") for session in re.findall(r"^```console\n\$ (.*?)^```$", README, re.MULTILINE | re.DOTALL)]
COMMANDS = {"grade", "check", "report", "decide", "validate", "diff", "doctor"}
PLANNED = {"review", "export", "new", "student-kit"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course of the five minutes."""
    folder = tmp_path_factory.mktemp("five-minutes")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(command, folder):
    """What a command says, errors included."""
    program, *arguments = shlex.split(command)
    assert program == "grader"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
    ended = subprocess.run(
        [sys.executable, "-m", "grader", *arguments], cwd=folder, env=environment, capture_output=True, check=False, timeout=120
    )
    return (ended.stdout + ended.stderr).decode("utf-8")


def test_the_readme_begins_with_the_two_commands():
    first = re.search(r"```sh\n(.*?)```", README, re.DOTALL)
    assert re.findall(r"^make (\w+)", first[1], re.MULTILINE) == ["demo", "test"]
    assert README.index(first[0]) < README.index("![") < README.index("## A rubric in five minutes")


@pytest.mark.parametrize("target", re.findall(r"^make (\w+)", README, re.MULTILINE))
def test_what_the_readme_asks_of_make_is_there(target):
    assert re.search(rf"^{target}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_five_minutes_are_a_whole_course():
    assert list(FILES) == ["reference/step.py", "rubrics/step.yaml", "submissions/step/anna.md", "submissions/step/ben.md"]
    assert len(SESSIONS) == 3


@pytest.mark.parametrize(("command", "said"), [(command, said) for command, _, said in SESSIONS])
def test_a_command_of_the_readme_says_what_stands_there(command, said, course):
    # with several at a time, the lines of the groups come in any order
    assert sorted(run(command, course).splitlines()) == sorted(said.splitlines())


def test_the_marks_are_what_the_readme_says(course):
    run("grader grade", course)
    results = json.loads((course / "results/step/results.json").read_text(encoding="utf-8"))
    marks = {
        (group["group"], mark["name"]): (mark["outcome"], mark["points"]) for group in results["submissions"] for mark in group["marks"]
    }
    assert marks == {
        ("anna", "y_hat"): ("right", 1.0),
        ("anna", "loss"): ("right", 1.0),
        ("anna", "w_new"): ("right", 2.0),
        ("anna", "accuracy"): ("right", 0.5),
        ("anna", "why"): ("review", None),
        ("ben", "y_hat"): ("mistake", 0.5),
        ("ben", "loss"): ("follows", 1.0),
        ("ben", "w_new"): ("follows", 2.0),
        ("ben", "accuracy"): ("review", None),
        ("ben", "why"): ("review", None),
    }


def test_the_files_that_the_readme_names_are_written(course):
    run("grader grade", course)
    section = README.split("## Where the results lie")[1].split("\n## ")[0]
    names = re.findall(r"^\| `([\w./]+)` \|", section, re.MULTILINE)
    assert len(names) == 6
    assert all((course / "results/step" / name).is_file() for name in names)


def test_every_command_of_the_readme_exists_or_is_said_to_be_missing():
    present, _, missing = README.partition("## What this version does not do yet")
    assert set(re.findall(r"`grader ([a-z][a-z-]*)", present)) == COMMANDS
    assert set(re.findall(r"`grader ([a-z][a-z-]*)", missing)) == PLANNED


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_option_that_the_readme_names_is_one_of_its_command(command, tmp_path):
    (row,) = [line for line in README.splitlines() if line.startswith(f"| `grader {command}")]
    options = re.findall(r"`(--?[a-z-]+)", row)
    said = run(f"grader {command} --help", tmp_path)
    assert all(re.search(rf"^  {option}\b", said, re.MULTILINE) for option in options), options


def test_every_outcome_is_explained_in_the_readme():
    from grader.score import Outcome

    section = README.split("## What is decided automatically")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == [outcome.value for outcome in Outcome]


def test_every_link_of_the_readme_leads_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert all((ROOT / link).is_file() for link in links)


def test_the_picture_is_small():
    assert (ROOT / "docs" / "report.png").stat().st_size < 200_000
