"""Marks that go together: a right class beside a wrong count, and the reverse, are flagged; the points stand."""

import pytest
from answers_by_hand import number

from grader.answer import Answer
from grader.at_odds import at_odds
from grader.course import Course
from grader.document import Place, Source
from grader.errors import RubricError
from grader.marking import mark
from grader.rubric import check_names, read_rubric
from grader.run import Ending, Reply, Run
from grader.score import Finding, Flag, Outcome, Proposal

HEAD = "reference: tiny\ntasks:\n  1 A:\n"
TWO = "    - {close: count, points: 1, goes with: net%s}\n    - {same: net, points: 2%s}\n"


def lines(first="", second=""):
    """A count that goes with a class."""
    return [line for _, line in read_rubric((HEAD + TWO % (first, second)).encode(), "tiny.yaml").lines]


def both(count, net, *more):
    """Outcomes of the two, as findings."""
    made = [one if isinstance(one, Finding) else Finding(one, one.value, 0.5) for one in (count, net)]
    return at_odds(lines(*more), made)


@pytest.mark.parametrize(
    ("count", "net"),
    [(Outcome.MISTAKE, Outcome.RIGHT), (Outcome.RIGHT, Outcome.WRONG), (Outcome.FOLLOWS, Outcome.WRONG), (Outcome.WRONG, Outcome.RIGHT)],
)
def test_one_right_and_one_wrong_are_flagged_both_and_keep_their_points(count, net):
    found = both(count, net)
    assert [one.flags for one in found] == [(Flag.CONFLICT,)] * 2
    assert [one.outcome for one in found] == [count, net]
    assert [one.share for one in found] == [0.5, 0.5]
    right = net is Outcome.RIGHT
    assert found[0].says.endswith(f"; but `net` {'is right' if right else 'is not'}, and they go together")
    assert found[1].says.endswith(f"; but `count` {'is not' if right else 'is right'}, and they go together")


@pytest.mark.parametrize(
    "pair",
    [(Outcome.RIGHT, Outcome.RIGHT), (Outcome.WRONG, Outcome.MISTAKE), (Outcome.MISSING, Outcome.RIGHT), (Outcome.WRONG, Outcome.MISSING)],
)
def test_two_that_agree_or_one_that_is_missing_are_not(pair):
    assert not any(one.flags for one in both(*pair))


def test_the_machines_opinion_counts_where_a_person_decides():
    doubtful = Finding(Outcome.REVIEW, "as it was read", proposed=Proposal(Outcome.MISTAKE, 0.0))
    assert all(one.flags == (Flag.CONFLICT,) for one in both(doubtful, Outcome.RIGHT))
    assert both(doubtful, Outcome.RIGHT)[1].says.endswith("; but `count` is not, as far as the machine can tell, and they go together")
    assert not any(one.flags for one in both(Finding(Outcome.REVIEW, "?"), Outcome.RIGHT))


def test_several_that_contradict_one_line_are_told_in_one_breath():
    more = TWO % ("", "") + "    - {close: total, points: 1, goes with: net}\n"
    three = [line for _, line in read_rubric((HEAD + more).encode(), "tiny.yaml").lines]
    found = at_odds(three, [Finding(Outcome.RIGHT, "right"), Finding(Outcome.WRONG, "No."), Finding(Outcome.RIGHT, "right")])
    assert found[1].says == "No; but `count` is right and `total` is right, and they go together"


def test_a_class_that_was_nowhere_to_be_found_contradicts_nothing():
    nowhere = Finding(Outcome.REVIEW, "it may stand elsewhere", proposed=Proposal(Outcome.WRONG, 0.0))
    assert not any(one.flags for one in both(Outcome.RIGHT, nowhere))


@pytest.mark.parametrize("hidden", [(", visibility: hidden", ""), ("", ", visibility: hidden"), ("", ", self-check: yes")])
def test_a_line_that_gives_away_nothing_is_not_spoken_of(hidden):
    found = both(Outcome.MISTAKE, Outcome.RIGHT, *hidden)
    assert [one.flags for one in found] == [(Flag.CONFLICT,)] * 2
    assert [one.says for one in found] == ["mistake", "right"]


@pytest.mark.parametrize("name", ["nte", "count"])
def test_a_name_that_is_no_other_mark_is_refused_with_its_line(name):
    rubric = read_rubric((HEAD + TWO % ("", "")).replace("goes with: net", f"goes with: {name}").encode(), "tiny.yaml")
    with pytest.raises(RubricError, match=f"tiny.yaml, line 4: `goes with:` names `{name}`, which is no other mark of this rubric"):
        check_names(rubric, {"count", "net", "net_inputs"})


def counted(text):
    """A count as it was read."""
    return Answer(text, number(text), Place("hw4.pdf", 1), Source.TEXT, 0.95)


@pytest.mark.parametrize(
    ("layer", "count", "outcomes"), [("original", "2416", ("mistake", "right")), ("regular", "1516", ("right", "wrong"))]
)
def test_a_layer_beside_the_count_of_the_other_is_flagged_in_homework_4(layer, count, outcomes, request):
    assignment = Course(request.config.rootpath).load("mfdnn_hw4")
    rubric, reference = assignment.rubric, assignment.reference
    task, line = next((task, line) for task, line in rubric.lines if line.mark_name == "C3_layer")
    wanted = assignment.plan.asked((task.id, "C3_layer"), line)
    factor = 1 if layer == "original" else 2
    run = Run(tuple(Reply(Ending.FINISHED, one.expected * factor) for one in wanted.inputs), "lenet.py", function="C3_layer")
    found = {"c3_original_parameters": counted(count), "total_original_parameters": counted("60806")}
    marks = {one.name: one.finding for one in mark(rubric, reference, found, {(task.id, "C3_layer"): run}).marks}
    assert (marks["c3_original_parameters"].outcome, marks["C3_layer"].outcome) == outcomes
    assert all(Flag.CONFLICT in marks[name].flags for name in ("c3_original_parameters", "C3_layer"))
    if layer == "original":
        assert "the count of the regular layer" in marks["c3_original_parameters"].says
