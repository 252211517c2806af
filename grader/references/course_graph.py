"""What is wrong with a reference module before anyone is marked: circles, unknown arguments, calls that are hidden; one line each."""

from collections.abc import Collection, Iterator

from grader.nearest import did_you_mean
from grader.references.reference import Reference


def problems(reference: Reference, names: Collection[str]) -> Iterator[str]:
    """What is wrong with some names and with all that they are worked out from, each problem once."""
    done: set[str] = set()
    for name in names:
        if name in reference.functions or name in reference.strangers:
            yield from _below(reference, name, (), done)


def _below(reference: Reference, name: str, trail: tuple[str, ...], done: set[str]) -> Iterator[str]:
    """Problems of one function, then those of its arguments."""
    done.add(name)
    if name in reference.strangers:
        yield f"{reference.where(name)}: `{name}` {reference.strangers[name]}"
        return
    trail = (*trail, name)
    for argument in reference.arguments(name):
        if argument in trail:
            circle = " → ".join((*trail[trail.index(argument) :], argument))
            yield f"{reference.where(name)}: a circle, {circle}: none of them can be worked out first; break it"
        elif argument in reference.functions or argument in reference.strangers:
            if argument not in done:
                yield from _below(reference, argument, trail, done)
        elif argument not in reference.names:
            yield _unknown(reference, name, argument)
    for hidden in sorted({*reference.arguments(name)} & {*reference.calls.get(name, ())} & reference.functions.keys()):
        said = f"`{name}` calls `{hidden}`, but its argument of that name hides the function; call it by another name"
        yield f"{reference.where(name)}: {said}"


def _unknown(reference: Reference, name: str, argument: str) -> str:
    wish = did_you_mean(argument, sorted(reference.names - {name}))
    remedy = wish or "; define it, give it a value, or write its type alone if the group measures it"
    return f"{reference.where(name)}: `{name}` is worked out from `{argument}`, which is neither a given value nor a function here{remedy}"
