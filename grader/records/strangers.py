"""Numbers on a group's paper that belong to somebody else: told to the instructor, and on no group's page."""

from collections.abc import Iterable, Iterator, Sequence

from grader.records.format_results import FormatResult
from grader.records.results import SubmissionResult
from grader.records.roll_results import NoticedResult, RollResult
from grader.rosters.attendance import Kind
from grader.rosters.personal_names import group_key
from grader.rosters.roster import Enrolled, Roll


def named(result: SubmissionResult, listed: str | None, roll: Roll | None) -> SubmissionResult:
    """The result with whose such numbers are, by the roster as it is now; `listed` is the roster's name of the group."""
    found = tuple(_named(one, listed, roll) for one in result.format)
    return result if found == result.format else result.model_copy(update={"format": found})


def noticed(roll: RollResult | None, private: Iterable[tuple[str, Sequence[str]]]) -> RollResult | None:
    """Who handed in, with these numbers among what a person has to look at: each group with what is said of it."""
    told = tuple(NoticedResult(kind=Kind.NUMBER.value, says=f"{group}: {said}", group=group) for group, all_ in private for said in all_)
    if not told:
        return roll
    known = roll or RollResult()
    return known.model_copy(update={"noticed": (*known.noticed, *told)})


def _named(one: FormatResult, listed: str | None, roll: Roll | None) -> FormatResult:
    if not one.others or roll is None:
        return one
    return one.model_copy(update={"private": "; ".join(_whose(one.others, listed, roll))})


def _whose(numbers: Sequence[str], listed: str | None, roll: Roll) -> Iterator[str]:
    for number in numbers:
        for person in roll.with_id(number):
            if person.person.id == number and not _of(person, listed):
                groups = f" ({' and '.join(person.groups)})" if person.groups else ""
                yield f"{number} on the paper is the number of {person.person.name}{groups}"


def _of(person: Enrolled, listed: str | None) -> bool:
    return bool(listed) and group_key(listed or "") in map(group_key, person.groups)
