"""Reading a rubric: everything that is wrong with it is told at once, by line, before anyone is marked."""

import hashlib
import math
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TypeVar

from grader.checks.fields import SettingError, one_line, points, texts
from grader.checks.fields import name as a_name
from grader.checks.line import Line
from grader.due import due_time
from grader.entries import read_line
from grader.errors import RubricError
from grader.late import late_policy
from grader.lines import LARGEST, Items, Node, Problem, Table, Text, line_at, plain, read
from grader.nearest import did_you_mean, quoted
from grader.probes.symbols import Symbol, symbol
from grader.requirements import hand_in
from grader.scheme import Promise, Rubric, Task, number_and_title

__all__ = ["Promise", "Rubric", "Task", "check_names", "load_rubric", "read_rubric"]

SETTINGS = ("title", "reference", "points", "opens", "due", "late", "hand-in", "tasks", "symbols", "written as", "headings")
T = TypeVar("T")


def load_rubric(path: Path) -> Rubric:
    """Read a rubric, or tell everything that is wrong with it."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "no such file"
        raise RubricError([f"{path.name}: cannot be read ({why}); is the path right?"]) from None
    return read_rubric(data, path.name)


def read_rubric(data: bytes, file: str) -> Rubric:
    """The same for a rubric that is at hand already; `file` is its name for messages."""
    root, problems = read(data)
    if problems and root is None:
        raise _refused(file, problems)
    if not isinstance(root, Table):
        raise _refused(file, [Problem(1, "a rubric begins with `title:`, `reference:` and `tasks:`, each on a line of its own")])
    problems += _unknown_settings(root)
    name = Path(file).stem
    written = _word_lists(root, "written as", a_name, problems)
    tasks = _tasks(root, file, problems)
    rubric = Rubric(
        name=name,
        title=_setting(root, "title", one_line, name, problems),
        reference=_setting(root, "reference", _module_name, name, problems),
        tasks=tasks,
        promise=_promise(root, tasks, problems),
        written_as={key: words for key, (words, _) in written.items()},
        headings=_headings(root, tasks, problems),
        due=_setting(root, "due", due_time, None, problems),
        opens=_setting(root, "opens", due_time, None, problems),
        late=_setting(root, "late", late_policy, None, problems),
        hand_in=_setting(root, "hand-in", hand_in, (), problems),
        file=file,
        sha256=hashlib.sha256(data).hexdigest(),
        spelt_in={key: line for key, (_, line) in written.items()},
        symbols=_symbols(root, problems),
    )
    problems += _times_amiss(root, rubric)
    if problems:
        raise _refused(file, problems)
    return rubric


def _refused(file: str, problems: Collection[Problem]) -> RubricError:
    return RubricError([f"{file}, line {problem.line}: {problem.text}" for problem in sorted(set(problems))])


def _unknown_settings(root: Table) -> Iterator[Problem]:
    for key, _ in root.entries:
        if key.text not in SETTINGS:
            wish = did_you_mean(key.text, SETTINGS) or f"; there are {', '.join(f'`{word}`' for word in SETTINGS)}"
            yield Problem(key.line, f"{quoted(key.text)} is not a setting of a rubric{wish}")
    if root.get("tasks") is None:
        yield Problem(root.line, "`tasks:` is missing; below it stand the sheet's headings and their lines")


def _setting(root: Table, key: str, reader: Callable[[object], T], default: T, problems: list[Problem]) -> T:
    """A setting of the rubric itself, read by one of the readers that lines use too."""
    if (node := root.get(key)) is None:
        return default
    try:
        return reader(plain(node))
    except ValueError as problem:
        inner = (problem.setting,) if isinstance(problem, SettingError) else ()
        problems.append(Problem(line_at(root, (key, *inner)), f"`{key}:` {problem}"))
        return default


def _times_amiss(root: Table, rubric: Rubric) -> Iterator[Problem]:
    """Times and penalties that would say nothing as they stand."""
    for key in ("late", "opens"):
        if root.get(key) is not None and root.get("due") is None:
            yield Problem(root.line_of(key), f"`{key}:` says nothing without `due:`; write when the sheet is due, or leave it out")
    if rubric.opens is not None and rubric.due is not None and rubric.opens >= rubric.due:
        yield Problem(root.line_of("opens"), "`opens:` is not before `due:`; mend one of the two")


def _cut(words: tuple[str, ...]) -> tuple[str, ...]:
    """Spellings as they are, unless a comma without quotes has cut one: `[L(y, z)]` would be `L(y` and `z)`."""
    for word in words:
        if sum(map(word.count, "([{")) > sum(map(word.count, ")]}")):
            said = f"has {quoted(word)}, in which a bracket stays open; put a text with a comma or a bracket in quotes"
            raise ValueError(said)
    return words


def _module_name(value: object) -> str:
    said = one_line(value)
    if not said.replace("-", "_").replace(".", "_").isidentifier() or said.endswith(".py"):
        raise ValueError(f"wants the name of a reference module without folder and ending, not {quoted(said)}")
    return said


def _tasks(root: Table, file: str, problems: list[Problem]) -> tuple[Task, ...]:
    node = root.get("tasks")
    if not isinstance(node, Table):
        if node is not None:
            problems.append(Problem(root.line_of("tasks"), "`tasks:` wants headings, each with a list of lines below it"))
        return ()
    tasks: dict[str, Task] = {}
    for heading, value in node.entries:
        identity, title = number_and_title(heading.text.strip())
        if not identity:
            problems.append(Problem(heading.line, "a task has no heading; write one before the colon"))
        elif (first := tasks.get(identity)) is not None:
            problems.append(Problem(heading.line, f"task {quoted(identity)} stands twice, first in line {first.line}; keep one of them"))
        else:
            lines = _completed(_lines(heading, value, file, problems), [line for task in tasks.values() for line in task.lines])
            problems += (Problem(line.origin.line, said) for line in lines for said in line.slips())
            tasks[identity] = Task(identity, title, heading.text.strip(), lines, heading.line)
    return tuple(tasks.values())


def _completed(lines: tuple[Line, ...], earlier: list[Line]) -> tuple[Line, ...]:
    """Lines with what they leave out because an earlier line said it."""
    known = [*earlier]
    for line in lines:
        known.append(line.after(known))
    return tuple(known[len(earlier) :])


def _lines(heading: Text, value: Node, file: str, problems: list[Problem]) -> tuple[Line, ...]:
    if not isinstance(value, Items) or not value.items:
        empty = isinstance(value, Items) or (isinstance(value, Text) and not value.text.strip())
        why = "has no lines; give it a `review:` at least" if empty else "wants a list: begin each of its lines with `- `"
        problems.append(Problem(heading.line, f"task {quoted(heading.text)} {why}"))
        return ()
    lines = [line for item in value.items if (line := read_line(item, file, problems)) is not None]
    problems += _repeated(lines, heading.text)
    if len(lines) < len(value.items):  # what is left may not be counted
        return ()
    return tuple(lines)


def _repeated(lines: list[Line], heading: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for line in lines:
        name = line.mark_name
        if name in first:
            said = f"{quoted(name)} is a mark of task {quoted(heading)} already (line {first[name]})"
            yield Problem(line.origin.line, f"{said}; give this one a `name:` of its own")
        first.setdefault(name, line.origin.line)


def _promised(value: object) -> Promise:
    """`16`, or `16 + 2 bonus`."""
    scored, plus, rest = one_line(value).partition("+")
    if not plus:
        return Promise(points(scored))
    amount, _, word = rest.strip().partition(" ")
    if word.strip() != "bonus":
        raise ValueError(f"wants a sum such as `16` or `16 + 2 bonus`, not {quoted(one_line(value))}")
    return Promise(points(scored), points(amount))


def _promise(root: Table, tasks: tuple[Task, ...], problems: list[Problem]) -> Promise:
    """What the lines add up to, which must be what `points:` says where it says anything."""
    lines = [line for task in tasks for line in task.lines]
    sums = Promise(*(math.fsum(line.points for line in lines if line.bonus is bonus) for bonus in (False, True)))
    said = _setting(root, "points", _promised, sums, problems)
    if not problems and not (math.isclose(said.points, sums.points, abs_tol=1e-9) and math.isclose(said.bonus, sums.bonus, abs_tol=1e-9)):
        problems.append(Problem(root.line_of("points"), f"`points:` promises {said}, but the lines add up to {sums}"))
    return said


def _word_lists(root: Table, key: str, reader: Callable[[object], str], problems: list[Problem]) -> dict[str, tuple[tuple[str, ...], int]]:
    """A table of names and lists of words, each with its line."""
    found: dict[str, tuple[tuple[str, ...], int]] = {}
    if (node := root.get(key)) is None:
        return found
    if not isinstance(node, Table):
        problems.append(Problem(root.line_of(key), f"`{key}:` wants names, each with a list of words behind it"))
        return found
    for entry, value in node.entries:
        try:
            words = texts(plain(value))
            found[reader(entry.text)] = words if key == "headings" else _cut(words), entry.line
        except ValueError as problem:
            problems.append(Problem(entry.line, f"{quoted(entry.text)} under `{key}:` {problem}"))
    return found


def _symbols(root: Table, problems: list[Problem]) -> dict[str, Symbol]:
    """The symbols of formulas, each with the values that it may have."""
    found: dict[str, Symbol] = {}
    if (node := root.get("symbols")) is None:
        return found
    if not isinstance(node, Table):
        problems.append(
            Problem(root.line_of("symbols"), "`symbols:` wants names, each with its kind behind it, such as `lam: number 0.1 to 2`")
        )
        return found
    for entry, value in node.entries:
        try:
            found[a_name(entry.text)] = symbol(one_line(plain(value)))
        except ValueError as problem:
            problems.append(Problem(entry.line, f"{quoted(entry.text)} under `symbols:` {problem}"))
    return found


def _headings(root: Table, tasks: tuple[Task, ...], problems: list[Problem]) -> dict[str, tuple[str, ...]]:
    """Headings as students write them, by the number of a task or of the chapter it stands in."""
    numbers = {task.id for task in tasks}
    for task in tasks:
        parts = task.id.split()[0].split(".")
        numbers |= {".".join(parts[:length]) for length in range(1, len(parts) + 1)}
    found = _word_lists(root, "headings", one_line, problems)
    for number, (_, line) in found.items():
        if number not in numbers:
            problems.append(Problem(line, f"{quoted(number)} under `headings:` is no task or chapter{did_you_mean(number, numbers)}"))
    return {number: words for number, (words, _) in found.items()}


def check_names(rubric: Rubric, known: Collection[str]) -> None:
    """Refuse names that neither the reference (`known`: its functions) nor a spelling knows."""
    problems = [*_unknown_in_lines(rubric, known), *_spelt_for_nothing(rubric, known), *_with_no_mark(rubric)]
    if problems:
        raise _refused(rubric.file, problems)


def _unknown_in_lines(rubric: Rubric, known: Collection[str]) -> Iterator[Problem]:
    asked = {name for _, line in rubric.lines for name in line.wanted()}
    spelt = {*known, *rubric.written_as}
    for _, line in rubric.lines:
        for name in (*line.computed(), *line.spoken_of(), *line.probed(), *(name for name, _ in line.asks())):
            if name not in known:
                said = f"{quoted(name)} is no function of the reference `{rubric.reference}`"
                yield Problem(line.origin.line, said + (did_you_mean(name, known) or "; write it there"))
        for name in line.mentioned():
            if name not in (*spelt, *line.computed()) and (name in line.wanted() or name not in asked):
                said = f"{quoted(name)} is neither in the reference `{rubric.reference}` nor under `written as:`"
                yield Problem(line.origin.line, said + did_you_mean(name, spelt))


def _with_no_mark(rubric: Rubric) -> Iterator[Problem]:
    lines = [line for _, line in rubric.lines]
    names = {line.mark_name for line in lines}
    for line in lines:
        for name in line.goes_with:
            if name not in names - {line.mark_name}:
                said = f"`goes with:` names {quoted(name)}, which is no other mark of this rubric"
                yield Problem(line.origin.line, said + did_you_mean(name, names - {line.mark_name}))


def _spelt_for_nothing(rubric: Rubric, known: Collection[str]) -> Iterator[Problem]:
    used = {name for _, line in rubric.lines for name in (*line.wanted(), *line.computed(), *line.probed(), *line.mentioned())}
    symbols = {*rubric.symbols, *(size for one in rubric.symbols.values() for size in one.named_sizes)}
    for name, line in rubric.spelt_in.items():
        if name not in used and name not in known and name not in symbols:
            yield Problem(line, f"{quoted(name)} under `written as:` is asked for by no line{did_you_mean(name, used)}")
