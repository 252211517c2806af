"""What is in hand at a time, and when it is kept: quick ones one by one and together, slow ones side by side, and nothing done is lost."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from grader import draining
from grader.draining import TOGETHER, drained
from grader.shelf import Shelf, Stage
from grader.submission import Submission
from grader.work import Work

MOST, LONG = 4, 20.0
"""Submissions in hand at once, and seconds after which a test has hung."""


class Hands:
    """Marks as a test says, by the submission's name; tells how many were in hand at a time."""

    most, elsewhere = MOST, None

    def __init__(self, pool, **does):
        self.pool, self.does = pool, does
        self.beside, self.inside, self.dropped = [], 0, False
        self._lock = threading.Lock()

    def begin(self, work, shelf, _pictures):
        return self.pool.submit(self._mark, work.submission.group, shelf)

    def _mark(self, group, shelf):
        with self._lock:
            self.inside += 1
            self.beside.append(self.inside)
        try:
            self.does.get(group.rstrip("0123456789"), lambda _: None)(shelf)
        finally:
            with self._lock:
                self.inside -= 1

    def drop(self):
        self.dropped = True


class Store:
    """Remembers which groups were kept together."""

    def __init__(self):
        self.together = []

    def shelf(self, _group):
        return Shelf()

    def add_ended(self, ended):
        self.together.append([one.group for one in ended])

    @property
    def kept(self):
        return [group for together in self.together for group in together]


@pytest.fixture
def batch(monkeypatch):
    """Drains submissions of these names, marked as it is said."""

    def ended(work, _shelf, future, _hands, _laying):
        future.result()
        one = SimpleNamespace(group=work.submission.group)
        return one, one

    monkeypatch.setattr(draining, "_ended", ended)
    with ThreadPoolExecutor(MOST) as pool:

        def run(groups, **does):
            hands, store = Hands(pool, **does), Store()
            works = [Work(Submission(group, ()), "", "", "") for group in groups]
            return drained(works, hands, store, None), hands, store

        yield run


def runs(shelf):
    """As a submission whose code was run."""
    time.sleep(0.02)
    shelf.keep(Stage.RUN, "key", b"")


def judges(shelf):
    """As one of which a line was judged again."""
    shelf.keep(Stage.JUDGE, "key", b"")


def test_what_is_worked_out_from_what_is_kept_is_in_hand_one_at_a_time_and_kept_together(batch):
    groups = [f"judged{number}" for number in range(200)]
    told, hands, store = batch(groups, judged=judges)
    assert [group for group, _ in told] == groups == store.kept
    assert set(hands.beside[MOST:]) == {1}
    assert len(store.together) < len(groups) / 4


def test_what_is_run_is_in_hand_side_by_side_and_kept_as_it_ends(batch):
    groups = [f"ran{number}" for number in range(40)]
    told, hands, store = batch(groups, ran=runs)
    for done, (group, _) in enumerate(told, start=1):
        assert group in store.kept
        assert len(store.kept) < done + MOST, "nothing waits for what comes later"
    assert sorted(store.kept) == sorted(groups)
    assert hands.beside.count(1) < len(groups) / 4


def test_a_slow_one_among_quick_ones_has_others_beside_it(batch):
    """It ends only when one that comes after it has begun."""
    later = threading.Event()
    groups = [f"quick{number}" for number in range(MOST + 2)] + ["slow", "later"]
    told, _, store = batch(groups, slow=lambda _: later.wait(LONG) or pytest.fail("nobody came"), later=lambda _: later.set())
    assert {group for group, _ in told} == set(groups) == set(store.kept)


def test_quick_ones_do_not_wait_for_a_slow_one_to_be_kept(batch):
    seen, quick = threading.Event(), [f"quick{number}" for number in range(MOST + 2)]
    told, _, store = batch([*quick, "slow"], slow=lambda _: seen.wait(LONG) or pytest.fail("they were not told"))
    for done, (group, _) in enumerate(told, start=1):
        assert group in store.kept
        if done == len(quick):
            seen.set()
    assert store.kept == [*quick, "slow"]


def test_what_was_done_is_kept_whatever_ends_the_batch(batch, monkeypatch):
    monkeypatch.setattr(draining, "TOGETHER", 100 * TOGETHER)
    told, hands, store = batch([f"quick{number}" for number in range(50)])
    begin, began = hands.begin, []

    def interrupted(*given):
        began.append(given)
        if len(began) == 30:
            raise KeyboardInterrupt
        return begin(*given)

    monkeypatch.setattr(hands, "begin", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(told)
    assert len(store.kept) == 29
    assert hands.dropped


def test_a_store_that_refuses_is_not_asked_twice(batch, monkeypatch):
    asked = []

    def full(_store, ended):
        asked.append(list(ended))
        raise OSError("no room")

    monkeypatch.setattr(Store, "add_ended", full)
    told, _, _ = batch(["quick1"])
    with pytest.raises(OSError, match="no room"):
        list(told)
    assert len(asked) == 1
