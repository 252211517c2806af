"""Two results group by group: in any order the same is told, and in the usual one nothing is read twice."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from results_by_hand import compared, group, mark, sheet, wrong
from test_any_two import sheets

from grader.comparing.sheet_facts import stored_facts
from grader.comparing.sheets import compare
from grader.comparing.side_by_side import side_by_side
from grader.records.results import write_results
from grader.records.stored_results import stored_results

NAMES = st.lists(st.sampled_from(["group-1", "group-2", "group-10", "Group-2", "", "b"]), unique=True)


class Numbered(list):
    """Groups that count how often one of them is asked for by its number."""

    asked = 0

    def __getitem__(self, number):
        self.asked += 1
        return super().__getitem__(number)


def groups(names):
    return Numbered(group(name) for name in names)


@given(NAMES, NAMES)
def test_every_group_stands_there_once_beside_the_one_of_its_name(old, new):
    found = [(one and one.group, other and other.group) for one, other in side_by_side(groups(old), groups(new))]
    expected = {(name if name in old else None, name if name in new else None) for name in {*old, *new}}
    assert len(found) == len(expected)
    assert set(found) == expected
    assert [one for one, other in found if other is None] == [name for name in old if name not in new]
    assert [other for one, other in found if one is None] == [name for name in new if name not in old]


def test_in_the_order_that_people_count_in_nothing_is_asked_for_again():
    old, new = groups(f"group-{number}" for number in range(1, 120)), groups(f"group-{number}" for number in range(5, 130))
    assert sum(1 for one, other in side_by_side(old, new) if one and other) == 115
    assert (old.asked, new.asked) == (4, 10)  # those that only one of them has


def test_in_another_order_each_is_asked_for_once_more_at_most():
    names = [f"group-{number}" for number in range(50)]
    old, new = groups(names), groups(random.Random(1).sample(names, 50))
    assert all(one.group == other.group for one, other in side_by_side(old, new))
    assert old.asked == new.asked <= 50


@given(sheets(), sheets(), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_order_of_the_groups_changes_nothing_but_theirs_who_stand_alone(before, after, chance):
    def shuffled(one):
        return one.model_copy(update={"submissions": tuple(chance.sample(one.submissions, len(one.submissions)))})

    there, again = compared(before, after), compared(shuffled(before), shuffled(after))
    assert (again.changed, again.groups, again.mean) == (there.changed, there.groups, there.mean)
    assert sorted(map(str, again.lines)) == sorted(map(str, there.lines))
    assert ({*again.gone}, {*again.come}) == ({*there.gone}, {*there.come})


@given(sheets(), sheets())
@settings(max_examples=30)
def test_stored_results_are_compared_as_those_that_are_there(tmp_path_factory, before, after):
    folder = tmp_path_factory.mktemp("two")
    write_results(folder / "old.json", before)
    write_results(folder / "new.json", after)
    with stored_results(folder / "old.json") as old, stored_results(folder / "new.json") as new:
        assert compare(stored_facts(old), stored_facts(new)) == compared(before, after)


@pytest.mark.parametrize("rule", ["exactly", "x" * 500, "with a \x00 in it"])
def test_a_rule_by_which_somebody_was_judged_before_is_no_other_rule(rule):
    """Of all groups it is known by which rules they were judged before any two of them are compared."""
    before = sheet(group("a", wrong(rule="nearly")), group("b", mark(rule=rule)))
    after = sheet(group("a", mark(rule=rule, answer=None)), group("b", mark(rule=rule)), rubric_sha256="cc")
    (change,) = compared(before, after).changed
    assert [cause.kind for cause in change.marks[0].causes] == ["no longer read"]
