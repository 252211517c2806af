"""What YAML's own complaints mean, said so that the line can be mended."""

import yaml

LONG_FORM = "text with a comma, a `?`, a colon or a bracket wants the long form (one setting a line) or quotes"
MEANINGS: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "a colon too many here, or one missing in the line above; put text that contains `: ` in quotes"),
    ("could not find expected ':'", "a colon is missing: every entry is `word: value`"),
    ("found unknown escape character", r"in double quotes a backslash begins an escape; use single quotes: '\hat{y}'"),
    ("expected escape sequence of", r"in double quotes a backslash begins an escape; use single quotes: '\hat{y}'"),
    ("unexpected end of stream", "a quotation mark is opened here and never closed"),
    ("unexpected document separator", "a quotation mark is opened here and never closed"),
    ("while scanning a directive", "text that begins with `%` must stand in quotes"),
    ("expected <block end>", "this line does not fit those above; indent equal things equally, and begin each line of a task with `- `"),
    ("expected alphabetic or numeric character", "text that begins with `*` or `&` must stand in quotes"),
    ("sequence entries are not allowed", "a list begins in the wrong place; put each `- ` on a line of its own"),
    ("undefined tag handle", "text that begins with `!` must stand in quotes"),
    ("ing a tag", "text that begins with `!` must stand in quotes"),
    ("expected the node content", "something stands where a value should; put text that begins with a bracket, comma or sign in quotes"),
)


def _meaning(error: yaml.MarkedYAMLError, found: str) -> str:
    said = f"{error.context or ''} {error.problem or ''}"
    if found == "\t":
        return "a tab; use spaces instead"
    if "cannot start any token" in said:
        return f"text that begins with {'a backtick' if found == '`' else f'`{found}`'} must stand in quotes"
    if error.context_mark and ("expected ',' or '}'" in said or "expected ',' or ']'" in said):
        form = "{…}" if "'}'" in said else "[…]"
        return f"the `{form}` begun in line {error.context_mark.line + 1} is cut short here; {LONG_FORM}"
    return next((meaning for sign, meaning in MEANINGS if sign in said), f"this is not YAML: {said.strip()}")


def explain(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """The line and the meaning of a complaint of the YAML parser."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        if mark is not None:
            at = error.context_mark if error.context_mark and "quoted scalar" in (error.context or "") else mark
            return at.line + 1, _meaning(error, text[mark.index : mark.index + 1])
    position = getattr(error, "position", 0)
    character = text[position : position + 1]
    return text.count("\n", 0, position) + 1, f"the character U+{ord(character or chr(0)):04X} may not stand in a text file; delete it"
