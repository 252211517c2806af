"""While a command is loaded nobody looks for garbage; while it works, and after it, somebody does."""

import gc

import pytest

from grader.cli import main
from grader.commands.guarding import guarded
from grader.errors import CommandError


@pytest.fixture(autouse=True)
def as_before():
    """The collector works for the tests that come after."""
    yield
    gc.enable()


def test_a_command_works_with_the_collector_and_without_what_was_loaded():
    seen = []

    def load():
        seen.append((gc.isenabled(), gc.get_freeze_count()))
        return lambda _: seen.append((gc.isenabled(), gc.get_freeze_count())) or 0

    gc.disable()
    assert guarded(load, debug=False) == 0
    (loading, few), (working, more) = seen
    assert (loading, working) == (False, True)
    assert more > few


def test_who_looks_for_garbage_anyway_keeps_nothing_for_ever():
    before = gc.get_freeze_count()
    assert guarded(lambda: lambda _: int(gc.get_freeze_count() > before), debug=False) == 0
    assert gc.isenabled()


@pytest.mark.parametrize("words", [["--help"], ["nonsense"], ["grade", "--course", "nowhere"]])
def test_after_the_program_the_collector_is_as_before(words, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["grader", *words])
    with pytest.raises(SystemExit):
        main()
    assert gc.isenabled()
    assert "Traceback" not in capsys.readouterr().err


def test_what_fails_while_it_is_loaded_is_one_line_too(capsys):
    def load():
        raise CommandError("there is no such course")

    assert guarded(load, debug=False) == 2
    assert capsys.readouterr().err == "there is no such course\n"
