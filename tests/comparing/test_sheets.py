"""Who changed, which way and by how much; and the same cause in many groups told once."""

import pytest
from results_by_hand import ONE_PER_CENT, answer, compared, group, mark, review, sheet, wrong

from grader.commands.diff import MOST, MOST_MARKS, summary, told
from grader.comparing.groups import Direction
from grader.comparing.shown import line_words, signed, sums_words, verdict_words
from grader.score import Outcome

UP, DOWN, OPEN, SAME = Direction.UP, Direction.DOWN, Direction.OPEN, Direction.SAME


@pytest.mark.parametrize(
    ("before", "after", "way", "sums"),
    [
        (wrong(), mark(), UP, "0 → 1 of 1 point"),
        (mark(), wrong(), DOWN, "1 → 0 of 1 point"),
        (mark(), review(), OPEN, "1 → 0 of 1 point, 0 → 1 undecided"),
        (wrong(), review(), OPEN, "0 of 1 point, 0 → 1 undecided"),
        (review(), mark(), UP, "0 → 1 of 1 point, 1 → 0 undecided"),
        (review(), wrong(), DOWN, "0 of 1 point, 1 → 0 undecided"),
        (review(), mark("loss", Outcome.MISTAKE, 0.5), UP, "0 → 0.5 of 1 point, 1 → 0 undecided"),
        (wrong(), mark("loss", Outcome.MISSING, 0.0), SAME, "0 of 1 point"),
        (mark(), mark("loss", Outcome.FOLLOWS, 1.0), SAME, "1 of 1 point"),
        (mark(), mark(possible=2.0, points=2.0), UP, "1 of 1 → 2 of 2 points"),
        (mark(bonus=True), review(bonus=True), OPEN, "1 → 0 of 0 points, 0 → 1 undecided"),
        (mark(bonus=True), wrong(bonus=True), DOWN, "1 → 0 of 0 points"),
    ],
)
def test_points_that_became_undecided_are_not_lost_and_those_decided_as_wrong_are(before, after, way, sums):
    (change,) = compared(sheet(group("ada", before)), sheet(group("ada", after))).changed
    assert (change.direction, sums_words(change.before, change.after)) == (way, sums)


def test_a_penalty_counts_into_the_change():
    (change,) = compared(sheet(group("ada", mark(), penalty=1.0)), sheet(group("ada", mark(), penalty=0.5))).changed
    assert (change.direction, change.change, sums_words(change.before, change.after)) == (UP, 0.5, "1 of 1 point, penalty 1 → 0.5")


def test_the_noise_of_binary_fractions_is_no_change():
    before, after = group("ada", mark(points=0.1 + 0.2)), group("ada", mark(points=0.3))
    assert compared(sheet(before), sheet(after)).nothing


def classes():
    """Six groups: three that a wider rule helps, one that is read otherwise, one that does not change, one on each side alone."""
    close, same = answer("61.4", 61.4), (group("same", mark()), group("same", mark(rule=ONE_PER_CENT)))
    old = [group(f"near-{number}", wrong(answer=close)) for number in (1, 2, 10)]
    new = [group(f"near-{number}", mark(answer=close, rule=ONE_PER_CENT)) for number in (1, 2, 10)]
    read = group("read", mark()), group("read", review(answer=answer("6l.06", confidence=0.4), rule=ONE_PER_CENT))
    before = sheet(*old, read[0], same[0], group("left", mark()))
    after = sheet(*new, read[1], same[1], group("late", wrong(rule=ONE_PER_CENT)), rubric_sha256="cc")
    return before, after


def test_a_sheet_in_one_line():
    said = summary(compared(*classes()))
    assert said == (
        "step: 4 of 5 groups changed: 3 up, 1 more undecided; +0.4 points on average; "
        "1 group only in the old results; 1 group only in the new results"
    )


def test_the_effect_of_a_changed_rule_is_told_once_for_all_groups():
    lines = list(map(line_words, compared(*classes()).lines))
    rule = "judged by another rule: “as printed: within half a unit of the last digit, whole numbers exactly” → “within 1 % of the value”"
    assert lines[0] == (
        f"4 of 5 groups: 3 wrong → right, 1 right → review, +2 points; {rule}; "
        "read otherwise (in 1 of them); read with another certainty (in 1 of them)"
    )
    assert len(lines) == 1


def test_different_changes_of_one_line_are_told_apart():
    before = sheet(group("a", wrong()), group("b", wrong()), group("c", mark()))
    after = sheet(group("a", mark(rule=ONE_PER_CENT)), group("b", mark(rule=ONE_PER_CENT)), group("c", wrong(expected=2.0)))
    found = [(line.groups, line.points) for line in compared(before, after).lines]
    assert found == [(2, 2.0), (1, -1.0)]


def test_a_rule_that_was_told_of_each_answer_in_its_own_words_is_told_once_as_most_have_it():
    finer, coarser = (f"as printed: within half a unit of the last digit ({reach})" for reach in ("±0.005", "±0.05"))
    before = sheet(*(group(name, wrong(rule=rule)) for name, rule in zip("abc", (finer, coarser, finer), strict=True)))
    (line,) = compared(before, sheet(*(group(name, mark(rule=ONE_PER_CENT)) for name in "abc"))).lines
    assert line_words(line) == (
        "3 of 3 groups wrong → right, +3 points; judged by another rule: "
        "“as printed: within half a unit of the last digit (±0.005)” → “within 1 % of the value” (in 2 of them)"
    )


def test_groups_are_told_as_people_count():
    assert [change.group for change in compared(*classes()).changed] == ["near-1", "near-2", "near-10", "read"]


def test_groups_with_the_same_points_are_told_behind_the_others():
    before = sheet(group("a", mark()), group("b", mark()), group("c", mark()))
    after = sheet(group("a", mark("loss", Outcome.FOLLOWS)), group("b", review()), group("c", wrong()))
    assert [change.group for change in compared(before, after).changed] == ["b", "c", "a"]


def test_a_line_that_is_worth_nothing_says_so():
    (change,) = compared(sheet(group("ada", mark(possible=0.0, points=0.0))), sheet(group("ada", review(possible=0.0)))).changed
    assert verdict_words(change.marks[0].before, change.marks[0].after) == "no points"


def test_what_is_told_of_a_sheet():
    said = list(told(compared(*classes()), everything=False))
    assert said[1] == "  Since then: the rubric changed"
    assert said[2] == "  By line of the rubric:"
    assert said[3].startswith("    1.1 The loss: 4 of 5 groups: 3 wrong → right, 1 right → review")
    assert said[4:6] == ["  By group:", "    near-1: 0 → 1 of 1 point (+1)"]
    assert said[6].startswith("      1.1 The loss: wrong → right, 0 → 1 of 1: judged by another rule: “as printed")
    assert said[-4:] == ["  Only in the old results:", "    left: 1 of 1 point", "  Only in the new results:", "    late: 0 of 1 point"]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({}, "step: nothing changed in 1 group"),
        ({"possible": 2.0}, "step: nothing changed in 1 group; another sum of points: 1 point → 2 points"),
        ({"rubric_sha256": "cc", "grader": "0.2.0"},
         "step: nothing changed in 1 group; the rubric changed; another version of the grader: 0.1.0 → 0.2.0"),
    ],
)  # fmt: skip
def test_nothing_changed_is_one_line(new, said):
    assert list(told(compared(sheet(group("ada", mark())), sheet(group("ada", mark()), **new)), everything=False)) == [said]


def test_a_decision_to_look_at_again_is_in_the_summary_and_at_its_mark():
    before, after = mark(decided_by="M. Adler"), mark(decided_by="M. Adler", answer=answer("60"))
    said = list(told(compared(sheet(group("ada", before)), sheet(group("ada", after))), everything=False))
    assert said[0] == "step: 1 of 1 group changed: 1 with the same points; ±0 points on average; look again at 1 decision"
    assert said[-1] == "      1.1 The loss: still right, 1 of 1: look again: read otherwise: “61.06” → “60”"


def many(outcome):
    names = [f"line-{number}" for number in range(MOST_MARKS + 2)]
    return sheet(*(group(f"g{number}", *(outcome(name) for name in names)) for number in range(MOST + 3)))


def test_what_is_told_is_bounded_unless_all_is_wanted():
    change = compared(many(wrong), many(mark))
    some, everything = (list(told(change, everything=all_of_it)) for all_of_it in (False, True))
    assert some[-1] == "    and 3 more groups; `--all` shows all"
    assert "      and 2 more lines" in some
    assert not any("more" in line for line in everything)
    assert sum(line.startswith("      1.1 ") for line in everything) == (MOST + 3) * (MOST_MARKS + 2)
    assert len(some) == 3 + MOST_MARKS + 2 + MOST * (MOST_MARKS + 2) + 1


def test_a_line_that_results_of_others_have_twice_is_compared_in_order():
    before, after = (mark(), mark()), (mark(), wrong())
    (change,) = compared(sheet(group("ada", *before)), sheet(group("ada", *after))).changed
    assert [one.move for one in change.marks] == [(Outcome.RIGHT, Outcome.WRONG)]


def test_sheets_without_groups_can_be_compared():
    assert summary(compared(sheet(), sheet())) == "step: nothing changed in 0 groups"


@pytest.mark.parametrize(("change", "said"), [(0.5, "+0.5"), (-1.0, "−1"), (0.0, "±0"), (0.0001, "±0"), (-0.0001, "±0")])
def test_a_change_has_its_sign(change, said):
    assert signed(change) == said
