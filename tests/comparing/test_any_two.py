"""Whatever two results are: every group whose points differ is told, with what it has and had, and nobody else is."""

from hypothesis import given, settings
from hypothesis import strategies as st
from results_by_hand import answer, compared, group, mark, sheet

from grader.commands.diff import told
from grader.legible import legible
from grader.records.results import Results
from grader.reporting.diff_page import DiffPage, diff_html
from grader.score import Outcome

POINTS = st.sampled_from([0.0, 0.25, 0.5, 1.0])
OPEN = (Outcome.REVIEW, Outcome.FAULT)
TEXTS = st.text(max_size=12)


@st.composite
def marks(draw, name):
    outcome = draw(st.sampled_from(Outcome))
    points = None if outcome in OPEN else draw(POINTS)
    read = draw(st.none() | TEXTS.map(lambda text: answer(text.encode("utf-8", "replace").decode())))
    decided = draw(st.sampled_from(["", "M. Adler"]))
    return mark(name, outcome, points, answer=read, rule=draw(st.sampled_from(["", "exactly"])), decided_by=decided,
                carried=tuple(draw(st.lists(st.sampled_from("ab"), max_size=1))))  # fmt: skip


@st.composite
def sheets(draw):
    names = draw(st.lists(st.sampled_from(["ada", "ben", "<b>", "\u202ecy"]), unique=True, max_size=4))
    lines = draw(st.lists(st.sampled_from("abc"), unique=True, max_size=3))
    groups = [group(name, *(draw(marks(line)) for line in lines), penalty=draw(POINTS)) for name in names]
    return sheet(*groups, grader=draw(st.sampled_from(["0.1", "0.2"])))


def had(results: Results):
    return {one.group: (one.points, one.undecided, one.possible, one.penalty) for one in results.submissions}


def verdicts(results: Results, name: str):
    (found,) = [one for one in results.submissions if one.group == name]
    return {(line.task, line.name): (line.outcome, line.points, line.possible, line.decided_by) for line in found.marks}


@given(sheets(), sheets())
def test_every_group_whose_points_differ_is_told_and_nothing_else_is(before, after):
    change = compared(before, after)
    old, new = had(before), had(after)
    changed = {one.group for one in change.changed}
    both = old.keys() & new.keys()
    assert {name for name in both if old[name] != new[name]} <= changed <= both
    again = {one.group for one in change.changed if any(line.look_again for line in one.marks)}
    assert changed - again == {name for name in both - again if old[name] != new[name] or verdicts(before, name) != verdicts(after, name)}
    assert ({one.group for one in change.gone}, {one.group for one in change.come}) == (old.keys() - new.keys(), new.keys() - old.keys())
    for one in change.changed:
        assert (one.before.points, one.after.points) == (old[one.group][0], new[one.group][0])
        assert one.causes or one.marks
        assert all(line.causes and (line.before != line.after or line.look_again) for line in one.marks)


@settings(max_examples=20)
@given(sheets())
def test_nothing_differs_from_itself(one):
    assert compared(one, one).nothing


@settings(max_examples=30)
@given(sheets(), sheets())
def test_there_and_back_is_the_same_groups_and_the_opposite_change(before, after):
    there, back = compared(before, after), compared(after, before)
    assert [one.group for one in there.changed] == [one.group for one in back.changed]
    assert there.mean == -back.mean


@settings(max_examples=30)
@given(sheets(), sheets())
def test_whatever_stands_in_them_is_told_in_plain_lines_and_on_a_page(before, after):
    change = compared(before, after)
    assert all(line == legible(line) and len(line) < 2000 for line in told(change, everything=True))
    assert "<b>" not in diff_html(DiffPage("before", "after", (change,))).split("<main")[1]
