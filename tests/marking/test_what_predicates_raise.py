"""A predicate that fails tells the group that a person decides, and one that says so itself tells why; the instructor reads all of it."""

import pytest
from answers_by_hand import answer
from filters_course import marked

from grader.run import Ending, Reply, Run
from grader.score import Outcome

OF_CODE = "  1 A:\n    - {satisfies: level, in: a.py, points: 1}\n"
READ = "  1 A:\n    - {satisfies: level, shape: number, points: 1}\n"
BODY = "def level(w):\n    {}\n\n\ndef judged(w):\n    raise ValueError('its layers cannot be told from outside')\n"
CANNOT = "our check cannot tell whether "
NOT_FOR_IT = f"{CANNOT}what it gives (a dict of 1) does what is asked for; that is not your fault, and a person decides"
WHAT_TO_DO = "; look at it yourself, or let the predicate judge such values, too"
RAISES = {
    "it says so itself": ("raise ValueError('it has no layers at all')", f"{CANNOT}it is right: it has no layers at all; a person decides"),
    "over two lines, with a full stop": (
        "raise TypeError(\n        'it has no layers.')",
        f"{CANNOT}it is right: it has no layers; a person decides",
    ),
    "below it": ("return judged(w)", f"{CANNOT}it is right: its layers cannot be told from outside; a person decides"),
    "a word is no sentence": ("raise KeyError('layers')", NOT_FOR_IT),
    "nothing is said": ("raise ValueError", NOT_FOR_IT),
    "it merely failed": ("return w['layers'] > 1", NOT_FOR_IT),
    "a library failed in it": ("import json\n    return json.loads('no text of the kind')", NOT_FOR_IT),
    "it gives what is no judgement": ("return [w]", NOT_FOR_IT),
}


def of_code(sheet):
    """The finding for what a group's code gave."""
    run = Run((Reply(Ending.FINISHED, value={"count": 3}),), "a.py", 1, "level")
    return marked(sheet, {}, {("1", "level"): run})["level"].finding


@pytest.mark.parametrize("way", RAISES)
def test_where_a_predicate_fails_the_group_reads_that_a_person_decides_and_why(way, sheet_of):
    body, says = RAISES[way]
    found = of_code(sheet_of(BODY.format(body), OF_CODE))
    assert (found.outcome, found.says) == (Outcome.REVIEW, says)
    assert (found.proposed is None) is (says != NOT_FOR_IT)
    assert found.detail.startswith("`level`")
    assert found.detail.splitlines()[0].endswith(WHAT_TO_DO)


def test_of_a_value_that_was_read_the_sentence_is_told_too(sheet_of):
    sheet = sheet_of(BODY.format("raise ValueError('it is written in two ways')"), READ)
    found = marked(sheet, {"level": answer("7")})["level"].finding
    assert (found.outcome, found.says) == (Outcome.REVIEW, f"{CANNOT}it is right: it is written in two ways; a person decides")
    assert found.detail == "`level`: ValueError: it is written in two ways"
