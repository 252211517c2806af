"""One entry of a task, from text to a line that can be run; its first word is the kind of check."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from grader.checks import kinds
from grader.checks.line import Line, Origin
from grader.lines import Items, Node, Problem, Table, Text, plain
from grader.nearest import did_you_mean, nearest, quoted

CUT = "; was text with a comma or a `?` cut here? It wants the long form, one setting a line, or quotes"


def read_line(node: Node, file: str, problems: list[Problem]) -> Line | None:
    """The line that an entry stands for, or what is wrong with it."""
    if not isinstance(node, Table) or not node.entries:
        problems.append(Problem(node.line, _no_table(node)))
        return None
    word = node.entries[0][0].text
    kind = kinds().get(word)
    if kind is None:
        problems.append(Problem(node.entries[0][0].line, _no_kind(word, node)))
        return None
    try:
        return kind.model_validate(plain(node), context=Origin(file, node.entries[0][0].line))
    except ValidationError as error:
        problems.extend(_told(error.errors(include_url=False), node, kind))
        return None


def _no_table(node: Node) -> str:
    if isinstance(node, Text) and node.text.strip():
        return f"{quoted(node.text)} is no line of a task; write it as `word: value`, such as `close: y_hat`"
    if isinstance(node, Items):
        return "a list within a list; each line of a task begins with one `- `"
    return "a line without anything in it; delete the `-`, or write what is checked"


def _no_kind(word: str, node: Table) -> str:
    known = kinds()
    if later := [key.text for key, _ in node.entries[1:] if key.text in known]:
        return f"a line begins with the word for its check: put `{later[0]}:` before {quoted(word)}"
    if len(node.entries[0][0].text) > 1 and ":" in word:
        return f"{quoted(word)} lacks the space after its colon"
    wish = did_you_mean(word, known) or f"; there are {', '.join(f'`{name}:`' for name in sorted(known))}"
    return f"{quoted(word + ':')} is no kind of check{wish}"


def settings_of(kind: type[Line]) -> Mapping[str, bool]:
    """What may stand in a line of this kind, and whether it must."""
    return {field.alias or name: field.is_required() for name, field in kind.model_fields.items()}


def _told(errors: list[ErrorDetails], node: Table, kind: type[Line]) -> Iterator[Problem]:
    known = settings_of(kind)
    extra = [str(error["loc"][0]) for error in errors if error["type"] == "extra_forbidden"]
    meant = {nearest(word, known) for word in extra}
    first, value = node.entries[0]
    for error in errors:
        where = str(error["loc"][0]) if error["loc"] else ""
        if error["type"] == "extra_forbidden":
            yield Problem(node.line_of(where), _no_setting(where, node, kind))
        elif error["type"] == "missing":
            if where not in meant:
                said = f"{first.text}: {value.text}" if isinstance(value, Text) else f"{first.text}:"
                yield Problem(first.line, f"{quoted(said)} has no `{where}:`; every `{kind.word}:` needs one")
        else:
            reason = error.get("ctx", {}).get("error", error["msg"])
            yield Problem(node.line_of(where) if where else first.line, f"`{where}:` {reason}" if where else f"{reason}")


def _no_setting(word: str, node: Table, kind: type[Line]) -> str:
    value = node.get(word)
    said = f"{quoted(word)} is not a setting of `{kind.word}:` here"
    if word in kinds():
        return f"{said}; a line has one check, so begin another line with `- {word}:`"
    if isinstance(value, Text) and value.plain and not value.text:
        return f"{said}; write a space after its colon" if ":" in word else said + (CUT if node.flow else "")
    return said + did_you_mean(word, settings_of(kind))
