"""Where a class or function of the sheet is looked for, and when it is certain that it is nowhere."""

import pytest

from grader.handed import Handed
from grader.run import Reason, Run
from grader.surveyed import Definition, Survey, SurveyedFile
from grader.targets import Sought, target_of

BODY = "    def forward(self, x):\n        return x"
ABSENT = (Reason.NO_FUNCTION, "defines no `Net`, and no other file does")
ASKED = (Reason.NONE, "there is `{}`, which no line of the sheet asks for")


def missed(text, name, *, kind="class", state="written", taken=(), given=(), file="work.py"):
    """What is said of `Net` where a file defines something else alone."""
    one = SurveyedFile("work.py", definitions={name: Definition(name, 1, state, kind, text)})
    sought = Sought(("Net",), file, frozenset(taken), frozenset(given))
    run = target_of(sought, Survey({"work.py": one}), Handed({"work.py": text.encode()}, ("work.py",)))
    assert isinstance(run, Run)
    return run.replies[0]


@pytest.mark.parametrize(
    ("text", "more", "wanted"),
    [
        (f"class CifarCNN:\n{BODY}", {"name": "CifarCNN"}, ASKED),
        ("def net():\n    return 1", {"name": "net", "kind": "function"}, ASKED),
        ("def draw(ax):\n    ax.plot()", {"name": "draw", "kind": "function"}, ABSENT),
        (f"class Ghost:\n{BODY}", {"name": "Ghost", "taken": ("Ghost",)}, ABSENT),
        ("class CifarCNN:\n    ...", {"name": "CifarCNN", "state": "ellipsis"}, ABSENT),
        ("class Loader:\n    size = 3", {"name": "Loader", "given": (b"class loader:", b"size = 3")}, ABSENT),
        (f"class CifarCNN:\n{BODY}", {"name": "CifarCNN", "file": ""}, ASKED),
        (f"class Residual:\n{BODY}", {"name": "Residual", "file": "other.py"}, (Reason.NO_FILE, "there is no other.py")),
        (BODY, {"name": "CifarCNN.forward", "kind": "function"}, ABSENT),
    ],
)
def test_a_class_under_a_name_that_nobody_foresaw_is_not_missing(text, more, wanted):
    reply = missed(text, **more)
    assert reply.reason is wanted[0], reply.says
    assert wanted[1].format(more["name"]) in reply.says


def test_a_damaged_notebook_is_nobodys_slip_in_python():
    text = b'{"cells": [{"source": "class Net:'
    file = SurveyedFile("work.ipynb", error="line 1: this is no notebook: its JSON cannot be read")
    run = target_of(Sought(("Net",), "work.ipynb"), Survey({"work.ipynb": file}), Handed({"work.ipynb": text}))
    assert isinstance(run, Run)
    assert run.replies[0].reason is Reason.NONE
    assert "is damaged" in run.replies[0].says


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ("line 1: too much or too deeply nested to be read here (RecursionError)", Reason.NONE),
        ("too much is defined in the submission for all of it to be looked at", Reason.NONE),
        ("line 1: invalid syntax", Reason.SYNTAX),
    ],
)
def test_what_we_could_not_look_through_is_nobodys_slip_in_python(error, reason):
    for text in ("class Net:\n    x = 1", "exec(source)"):
        file = SurveyedFile("work.py", error=error)
        sought = Sought(("Net",), "work.py", given=frozenset({b"class net:"}))
        run = target_of(sought, Survey({"work.py": file}), Handed({"work.py": text.encode()}, ("work.py",)))
        assert isinstance(run, Run)
        assert run.replies[0].reason is (reason if "Net" in text else Reason.NONE)
