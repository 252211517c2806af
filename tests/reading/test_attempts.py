"""Of several attempts in a table the one that was handed in is shown first; which one counts, a person decides."""

import pytest
from searches import read, search_of

from grader.answer import Doubt

ACCURACY = search_of({"tasks": {"1": {"accuracy": {"kind": "share", "as": ["validation accuracy"]}}}, "headings": {}})
TABLE = "## 1.\n| attempt | validation accuracy |\n|---|---|\n| small{} | 61.2 % |\n| deep{} | 77.4 % |\n| wide{} | 75.0 % |\n"


@pytest.mark.parametrize(
    ("marks", "share"),
    [
        (("", " (submitted)", ""), 0.774),
        (("", " (Abgabe)", ""), 0.774),
        ((" (final)", "", ""), 0.612),
        (("", "", ""), 0.75),
        ((" (submitted)", " (final)", ""), 0.75),
    ],
)
def test_the_attempt_that_was_handed_in_is_shown_and_never_sure(marks, share):
    found = read({"notes.md": TABLE.format(*marks)}, ACCURACY)["accuracy"]
    assert float(found.entries.value) == share
    assert Doubt.CONFLICT in found.doubts
