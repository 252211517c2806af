"""What a group's code changes in a module is put right, however it is changed; what it adds stays."""

import sys
import types

import pytest

from grader.worker import guard

NAMES = {"first": object(), "second": len, "third": None, "same": len, "__warningregistry__": {}}


class Equal:
    """Says that it equals everything."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


def gone(names):
    del names["first"]


def none_gone(names):
    del names["third"]


def moved(names):
    names["second"] = names.pop("second")


def another_in_its_place(names):
    del names["same"]
    names["other"] = len


@pytest.fixture
def module():
    """A module and what puts it right; pytest's own trace function stays."""
    made = types.ModuleType("theirs")
    vars(made).clear()
    vars(made).update(NAMES)
    tracing, profiling = sys.gettrace(), sys.getprofile()
    yield vars(made), guard._restorer([guard._known(vars(made))])
    sys.settrace(tracing)
    sys.setprofile(profiling)


@pytest.mark.parametrize(
    "change",
    [
        lambda names: names.update(first=1),
        lambda names: names.update(third=0),
        lambda names: names.update(first=Equal(), second=Equal(), third=Equal(), same=Equal()),
        lambda names: names.update(first=names["second"], second=names["first"]),
        gone,
        none_gone,
        moved,
        another_in_its_place,
        lambda names: names.clear(),
        lambda _: None,
    ],
)
def test_whatever_was_changed_is_as_before(module, change):
    names, restore = module
    for _ in range(2):
        change(names)
        restore()
        assert {name: id(names[name]) for name in NAMES if name != "__warningregistry__"} == {
            name: id(thing) for name, thing in NAMES.items() if name != "__warningregistry__"
        }


def test_what_was_added_or_changes_by_itself_stays(module):
    names, restore = module
    names.update(added=1, __warningregistry__=2)
    restore()
    assert (names["added"], names["__warningregistry__"]) == (1, 2)


@pytest.mark.parametrize("names", [{}, {"__spec__": 1}, {"only": len}])
def test_a_module_of_few_names_is_put_right(names):
    now = dict(names)
    restore = guard._restorer([guard._known(now)])
    now.update(dict.fromkeys(names, 0), more=1)
    tracing = sys.gettrace()
    restore()
    sys.settrace(tracing)
    assert now == {**names, "more": 1} | ({"__spec__": 0} if "__spec__" in names else {})
