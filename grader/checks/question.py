"""One answer before the reference: how it fits the truth, and what follows from the group's own earlier values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from grader.answer import Answer, Entries, flat
from grader.checks.case import Case
from grader.references.carried import readings
from grader.references.follow import Followed, follow, own_target, true_target
from grader.references.quantity import same
from grader.references.reference import Reference
from grader.references.spread import spread
from grader.references.tolerance import GOOD, Fit, Rule, Target, fits, told


@dataclass(frozen=True)
class Fitting:
    """How an answer fits a value, and the rule in words."""

    fit: Fit
    rule: str
    wide: bool = False
    """Whether it would fit if the carried values were rounded more coarsely than may be."""

    @property
    def good(self) -> bool:
        """Whether it is that value."""
        return self.fit in GOOD


NO_FIT = Fitting(Fit.DIFFERENT, "")


@dataclass(frozen=True)
class Question:
    """One answer, the line's rule, and the known mistakes with what each still earns."""

    case: Case
    answer: Answer
    name: str
    rule: Rule
    mistakes: Mapping[str, float]

    @property
    def reference(self) -> Reference:
        """The sample solution."""
        return self.case.reference

    @property
    def known(self) -> bool:
        """Whether there is a true value; what is worked out from measurements has none."""
        return self.reference.known(self.name)

    @cached_property
    def truth(self) -> Fitting:
        """How the answer fits the true value."""
        if not self.known:
            return NO_FIT
        names = tuple(one for one in self.mistakes if self.reference.known(one))
        read = readings(self.answer)
        key = ("truth", self.name, names, self.rule, read)
        return self.reference.remembered(sum(len(flat(one)) for one in read), key, partial(self._true, names))

    def _true(self, mistakes: Sequence[str]) -> Fitting:
        return self.fitting(true_target(self.reference, self.name, mistakes))

    @cached_property
    def followed(self) -> Followed:
        """What follows from the nearest of the group's own values."""
        return self.following(self.name)

    @cached_property
    def own(self) -> Fitting:
        """How the answer fits what follows."""
        if not self.elsewhere:
            return NO_FIT
        return self.fitting_own(self.name, self.followed, [self.following(one).value for one in self.mistakes])

    def following(self, name: str, without: Collection[str] = ()) -> Followed:
        """What follows for some name, the answer itself left aside."""
        return follow(self.reference, name, self.case.found, {*without, self.name})

    def fitting(self, target: Target) -> Fitting:
        """How the best reading fits, and by which rule."""
        fit, entries = min(((fits(one, target, self.rule), one) for one in readings(self.answer)), key=_first)
        return Fitting(fit, told(entries, target, self.rule))

    def fitting_own(self, name: str, followed: Followed, avoid: Collection[Any]) -> Fitting:
        """How the answer fits what follows: from the carried values exactly as printed first, then within their rounding."""
        if not self.differs(name, followed):
            return NO_FIT
        target = own_target(self.reference, name, followed, [one for one in avoid if one is not None])
        exact = self.fitting(target)
        if exact.good or exact.fit is Fit.SHAPE:
            return exact
        moved = spread(self.reference, name, followed, self.case.found)
        fair = self.fitting(_widened(target, moved.fair))
        if fair.good:
            return fair
        wide = self.fitting(_widened(target, moved.wide)).fit <= Fit.COARSE
        return Fitting(min(exact.fit, fair.fit), exact.rule, wide)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether the group's own nearest values lead to something else than the truth."""
        return self.differs(self.name, self.followed)

    def differs(self, name: str, followed: Followed) -> bool:
        """Whether the group's own values lead anywhere, and elsewhere than to the truth."""
        if not followed.carried or followed.value is None:
            return False
        return not (self.reference.known(name) and same(followed.value, self.reference.truth(name)))


def _widened(target: Target, by: tuple[Any, ...]) -> Target:
    return Target(target.entries, target.shape, target.avoid, by, target.rounded)


def _first(pair: tuple[Fit, Entries]) -> Fit:
    return pair[0]
