"""Whether functions of the reference can be asked as a rubric wants: found without running anything."""

from collections.abc import Iterator

from grader.nearest import did_you_mean, quoted
from grader.references.reference import Reference


def problems(reference: Reference, name: str, inputs: str, *, judges: bool = False) -> Iterator[str]:
    """Why a function could not be asked on inputs, or a predicate judge what comes of them: found without running anything."""
    yield from _odd(reference, name, inputs)
    if judges:
        from grader.references.predicate import inputs_of
        from grader.references.predicate import problems as unfit

        yield from unfit(reference, name, asks=True)
        if name in reference.functions and not inputs_of(reference, name) and inputs == f"{name}_inputs":
            return  # there is nothing to draw
    if inputs not in reference.functions and inputs not in reference.strangers and name in reference.functions:
        said = f"; write `def {inputs}(rng): yield …`, or name another with `inputs:`"
        wish = (inputs != f"{name}_inputs" and did_you_mean(inputs, reference.functions)) or said
        yield f"{reference.where(name)}: nothing yields inputs for `{name}`: {quoted(inputs)} is no function of the reference{wish}"


def _odd(reference: Reference, name: str, inputs: str) -> Iterator[str]:
    """Functions whose arguments do not say what they are given."""
    for wanted, what in ((name, "arguments"), (inputs, "one argument, `rng`")):
        if wanted in reference.functions:
            if odd := _variadic(reference, wanted):
                yield f"{reference.where(wanted)}: `{wanted}` takes `{odd}`; name its {what}"
        elif wanted in reference.strangers:
            yield f"{reference.where(wanted)}: `{wanted}` {reference.strangers[wanted]}"
    if inputs in reference.functions and not _variadic(reference, inputs) and (count := len(arguments_of(reference, inputs))) != 1:
        yield f"{reference.where(inputs)}: `{inputs}` takes {count} arguments; it is given one, a numpy generator: `def {inputs}(rng):`"


def arguments_of(reference: Reference, name: str) -> tuple[str, ...]:
    """The names of a function's arguments in order, those with a default included."""
    code = reference.functions[name].__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


def _variadic(reference: Reference, name: str) -> str:
    """`*args` or `**kwargs`, where a function takes such."""
    code = reference.functions[name].__code__
    at = code.co_argcount + code.co_kwonlyargcount
    if code.co_flags & 0x04:
        return f"*{code.co_varnames[at]}"
    return f"**{code.co_varnames[at]}" if code.co_flags & 0x08 else ""
