"""The submissions of a batch on their way: a few at a time, each result kept as it comes, and one that is bad costs nobody else a mark."""

import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from itertools import islice

from grader.errors import CommandError
from grader.hands import Hands, MachinesLost, NobodyAsked, failed_on
from grader.laying_over import Laying
from grader.picturing import Pictured, keys_of
from grader.records.results import SubmissionResult, submission_text
from grader.records.store import Ended, Store, encoded
from grader.reporting.brief import Brief
from grader.score import Outcome
from grader.shelf import Shelf, Stage
from grader.work import OtherMachine, Work

TOGETHER = 0.05
"""Seconds for which results wait for more that come one upon another, and for which one may take that is worked out from what is kept."""
QUIET = 1.0
"""Seconds without a result until it is asked whether other machines are still there."""


def drained(waiting: Sequence[Work], hands: Hands, store: Store, laying: Laying) -> Iterator[tuple[str, Brief]]:
    """Each group with its result in brief, as they come and are kept.

    Where machines were lost one after the other, whatever they had in hand may be to blame: all of that is marked again once the others
    are done, each with nothing beside it.
    """
    lookout = Lookout(hands, len(waiting))
    held: list[tuple[Brief, Ended]] = []
    apart: list[Work] = []
    try:
        for at_once, works in ((0, waiting), (1, apart)):
            for done in _done(works, lookout, store, at_once):
                refused: CommandError | None = None
                for work, shelf, future in done:
                    problem = future.exception()
                    if isinstance(problem, OtherMachine):
                        refused = CommandError(f"{problem}; install the same there, or take it away, and run the same command again")
                    elif isinstance(problem, NobodyAsked):
                        refused = problem
                    elif isinstance(problem, MachinesLost) and works is waiting and len(waiting) > 1:
                        apart.append(work)
                    else:
                        held.append(_ended(work, shelf, future, hands, laying))
                        lookout.left -= 1
                if refused is not None or not lookout.holding():
                    yield from _kept(held, store)
                if refused is not None:
                    raise refused
            yield from _kept(held, store)
    finally:
        hands.pool.shutdown(wait=False, cancel_futures=True)
        if lookout.left:  # stopped in the middle: nobody waits for documents that are still being read, or for code that still runs
            hands.drop()
        _kept(held, store)


def _kept(held: list[tuple[Brief, Ended]], store: Store) -> list[tuple[str, Brief]]:
    """What was held until now is kept, and told."""
    ended, held[:] = list(held), []
    if ended:
        store.add_ended(one for _, one in ended)
    return [(one.group, brief) for brief, one in ended]


class Lookout:
    """Waits for what is on its way, and tells whoever watches, once, why nothing of it comes back."""

    def __init__(self, hands: Hands, left: int) -> None:
        self.hands, self.left = hands, left
        self.quick = False
        """Whether of the last one nothing was read or run: then one is in hand at a time, for two would only hinder each other."""
        self._since: float | None = None
        self._told = ""

    def next_done(self, running: Collection[Future[Pictured]]) -> list[Future[Pictured]]:
        """Those that are done, as soon as one is; none where one that was to be quick is not."""
        patience = TOGETHER if self.quick else None if self.hands.elsewhere is None else QUIET
        while True:
            done, _ = wait(running, timeout=patience, return_when=FIRST_COMPLETED)
            if not done and self.quick:
                self.quick = False
                return []
            if not done or self._told:
                self._look()
            if done:
                return [one for one in running if one in done]

    def saw(self, shelf: Shelf) -> None:
        """One is done, and this is what its stages came to."""
        self.quick = self.hands.elsewhere is None and shelf.added_stages <= {Stage.JUDGE}

    def holding(self) -> bool:
        """Whether what is done may wait a moment for more, to be kept together: for as long as it comes quickly, one upon another."""
        now = time.monotonic()
        if not self.quick or (self._since is not None and now - self._since >= TOGETHER):
            self._since = None
            return False
        self._since = self._since or now
        return True

    def _look(self) -> None:
        said = "" if self.hands.elsewhere is None else self.hands.elsewhere.hindrance(self.left)
        if said != self._told:
            self._told = said
            self.hands.watch.noted(said)


def _done(works: Sequence[Work], lookout: Lookout, store: Store, at_once: int) -> Iterator[list[tuple[Work, Shelf, Future[Pictured]]]]:
    """All that is done next; so many are on their way at once, 0 for as many as the hands take."""
    hands = lookout.hands
    running: dict[Future[Pictured], tuple[Work, Shelf]] = {}
    following = iter(works)
    while True:
        most = at_once or (1 if lookout.quick else hands.most)
        for work in islice(following, max(0, most - len(running))):
            shelf = store.shelf(work.submission.group)
            pictures = partial(pictures_of, store, work.submission.group)
            running[hands.begin(work, shelf, pictures)] = work, shelf
        if not running:
            return
        done = [(*running.pop(future), future) for future in lookout.next_done(running)]
        for _, shelf, _ in done:
            lookout.saw(shelf)
        yield done


def _ended(work: Work, shelf: Shelf, future: Future[Pictured], hands: Hands, laying: Laying) -> tuple[Brief, Ended]:
    """The result of a submission that is done, in brief and with all that came of it."""
    problem = future.exception()
    made = Pictured(failed_on(hands.assignment, work, problem)) if problem is not None else future.result()
    whole = problem is None and not any(mark.outcome is Outcome.FAULT for mark in made.result.marks)
    lines: dict[int, str] = {}
    brief, final = laying.final(made.result, work.submission, work.final if whole else "", lines)  # a fault of ours is tried again
    result = (work.key, submission_text(made.result, lines)) if whole else None
    return brief, Ended(work.submission.group, result, shelf if problem is None else Shelf(), made.pictures, final)


def pictures_of(store: Store, group: str) -> frozenset[str]:
    """The keys of the pictures that a group's final result names so far."""
    text = store.finals.text(encoded(group))
    return frozenset(keys_of(SubmissionResult.model_validate_json(text))) if text else frozenset()
