r"""Commands that a LaTeX source defines for itself (`\newcommand`, `\def`, `\DeclareMathOperator`), written out where they are used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NAME = r"\{?\s*\\([A-Za-z]{1,40})\s*\}?"
_NEW = re.compile(rf"\\(?:new|renew|provide)command\*?\s*{_NAME}\s*(?:\[(\d)\])?\s*(\[[^\]\n]{{0,100}}\])?\s*(?=\{{)")
_DEF = re.compile(r"\\def\s*\\([A-Za-z]{1,40})\s*((?:#\d){0,9})\s*(?=\{)")
_OPERATOR = re.compile(rf"\\DeclareMathOperator\*?\s*{_NAME}\s*(?=\{{)")
_USED = re.compile(r"\\([A-Za-z]+)")
MOST_MACROS = 200
ROUNDS = 6
MOST_TIMES = 4
"""A source may grow to so many times its length, and no further."""
ROOM = 20_000


@dataclass(frozen=True)
class Macro:
    """What a command stands for."""

    body: str
    arguments: int = 0
    default: str | None = None
    """Of the first argument, where it may be left out."""


def written_out(source: str) -> str:
    """The source with its own commands written out; its lines stay where they are, and what cannot be written out stays as it is."""
    if "\\newcommand" not in source and "\\def" not in source and "\\DeclareMathOperator" not in source and "\\renewcommand" not in source:
        return source
    source, macros = without_definitions(source)
    most = MOST_TIMES * len(source) + ROOM
    for _ in range(ROUNDS):
        written = used(source, macros, most)
        if written == source:
            break
        source = written
    return source


def without_definitions(source: str) -> tuple[str, Mapping[str, Macro]]:
    """The source without the definitions, and these."""
    macros: dict[str, Macro] = {}
    for pattern, kind in ((_NEW, "new"), (_DEF, "def"), (_OPERATOR, "operator")):
        out, at = [], 0
        while (found := pattern.search(source, at)) is not None and len(macros) < MOST_MACROS:
            end = closed(source, found.end())
            if end is None:
                break
            macros[found[1]] = macro(found, source[found.end() + 1 : end], kind)
            out += [source[at : found.start()], "\n" * source.count("\n", found.start(), end)]
            at = end + 1
        source = "".join([*out, source[at:]])
    return source, macros


def macro(found: "re.Match[str]", body: str, kind: str) -> Macro:
    """A definition; the lines of its body are one."""
    body = " ".join(body.split("\n"))
    if kind == "operator":
        return Macro(f"\\operatorname{{{body}}}")
    if kind == "def":
        return Macro(body, found[2].count("#"))
    return Macro(body, int(found[2] or 0), None if found[3] is None else found[3][1:-1])


def closed(source: str, at: int) -> int | None:
    """Where the brace at a place is closed."""
    depth = 0
    for index in range(at, len(source)):
        if source[index] in "{}" and source[index - 1 : index] != "\\":
            depth += 1 if source[index] == "{" else -1
            if depth == 0:
                return index
    return None


def used(source: str, macros: Mapping[str, Macro], most: int) -> str:
    """The source with each use of a command written out once."""
    out: list[str] = []
    at = length = 0
    for found in _USED.finditer(source):
        if found.start() < at or found[1] not in macros:
            continue
        own = macros[found[1]]
        arguments, end = taken(source, found.end(), own)
        if arguments is None:
            continue
        body = own.body
        for number, argument in enumerate(arguments, start=1):
            body = body.replace(f"#{number}", argument)
        gap = " " if body[-1:].isalpha() and source[end : end + 1].isalpha() else ""
        length += found.start() - at + len(body)
        if length > most:
            break
        out += [source[at : found.start()], body, gap]
        at = end
    return "".join([*out, source[at:]])


def taken(source: str, at: int, own: Macro) -> tuple[list[str] | None, int]:
    """The arguments behind a command, and where they end; None where one is missing."""
    arguments: list[str] = []
    if own.default is not None:
        behind = source.find("]", at)
        if source[at : at + 1] == "[" and behind > 0:
            arguments, at = [source[at + 1 : behind]], behind + 1
        else:
            arguments = [own.default]
    while len(arguments) < own.arguments:
        while source[at : at + 1].isspace():
            at += 1
        if source[at : at + 1] == "{":
            if (end := closed(source, at)) is None:
                return None, at
            arguments.append(source[at + 1 : end])
            at = end + 1
        elif command := _USED.match(source, at):
            arguments.append(command.group())
            at = command.end()
        elif at < len(source):
            arguments.append(source[at])
            at += 1
        else:
            return None, at
    if not own.arguments and source[at : at + 2] == "{}":
        at += 2
    return arguments, at
