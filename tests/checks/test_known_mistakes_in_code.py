"""Known mistakes in a group's code: what gives the same as a function of the reference for one, on every input."""

import pytest
from lines_by_hand import rubric_of

from grader.checks.case import Case
from grader.references.course_module import load_reference
from grader.run import Ending, Reply, Run
from grader.score import Outcome, Proposal

REFERENCE = '''
def area(a, b):
    """Area."""
    return a * b


def area_inputs(rng):
    yield 2, 2
    yield 3, 5


def area_added(a, b):
    """You added the sides."""
    return a + b


def area_doubled(a, b):
    """You doubled it."""
    return 2 * a * b


def area_fails(a, b):
    """You divide by nothing."""
    return a / (b - b)
'''
LINE = "{same: area, mistakes: {area_fails: 90%, area_added: 50%, area_doubled: 25%}, unless: {area_added: [view(-1)]}, points: 1}"


def finding(tmp_path, *values, around="", raised=False, function="area"):
    """What a line says of replies."""
    (tmp_path / "tiny.py").write_text(REFERENCE, encoding="utf-8")
    replies = [Reply(Ending.FINISHED, value) for value in values]
    if raised:
        replies[-1] = Reply(Ending.RAISED, says="no")
    ((_, line),) = rubric_of(LINE).lines
    run = Run(tuple(replies), "work.py", function=function, around=around)
    return line.run(Case(load_reference(tmp_path / "tiny.py"), {}, sheet="tiny", task="1", run=run))


def test_what_is_wrong_in_a_known_way_gets_its_sentence_and_its_share(tmp_path):
    found = finding(tmp_path, 4, 8)
    assert (found.outcome, found.share, found.says) == (Outcome.MISTAKE, 0.5, "You added the sides.")
    assert finding(tmp_path, 8, 30).says == "You doubled it."
    assert found.ran is not None


def test_right_code_is_right_though_a_mistake_gives_the_same_on_one_input(tmp_path):
    assert finding(tmp_path, 4, 15).outcome is Outcome.RIGHT


@pytest.mark.parametrize("values", [(4, 9), (8, 8), (4, 30), (5, 15)])
def test_a_mistake_must_explain_every_input(tmp_path, values):
    assert finding(tmp_path, *values).outcome is Outcome.WRONG


def test_what_fails_or_was_not_asked_to_the_end_is_no_known_mistake(tmp_path):
    assert finding(tmp_path, 4, 8, raised=True).outcome is Outcome.WRONG
    assert finding(tmp_path, 8).outcome is Outcome.WRONG


def test_what_other_lines_may_make_up_for_is_for_a_person(tmp_path):
    found = finding(tmp_path, 4, 8, around="loss = area(out.view( -1 ), y)")
    assert (found.outcome, found.proposed) == (Outcome.REVIEW, Proposal(Outcome.MISTAKE, 0.5))
    assert "`view(-1)` stands elsewhere in work.py" in found.says
    assert finding(tmp_path, 4, 8, around="view = 1").outcome is Outcome.MISTAKE
    assert finding(tmp_path, 8, 30, around="view(-1)").outcome is Outcome.MISTAKE


def test_what_only_bears_a_similar_name_stays_with_a_person(tmp_path):
    assert finding(tmp_path, 4, 8, function="aera").outcome is Outcome.REVIEW
