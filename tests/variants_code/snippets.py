"""Hand-ins from snippets of code: each stands in the starter where its gap is, and all other gaps are filled rightly."""

import ast
import re
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

HERE = Path(__file__).parent
STARTER = HERE.parents[1] / "starters" / "freiburg_ex06"
WARM_UP, LAYERS, EXPERIMENTS = "lib/convolution_warmup.py", "lib/convolutions.py", "lib/experiments.py"
LAST_IMPORT = {
    WARM_UP: "import numpy as np\n",
    LAYERS: "from lib.network_base import Module, Parameter\n",
    EXPERIMENTS: "from lib.optimizers import Adam\n",
}
PLACES = {
    "calculate_conv_output": LAYERS,
    "forward": LAYERS,
    "pad_array": WARM_UP,
    "dot_product_single_filter": WARM_UP,
    "dot_product_single_filter_with_batches": WARM_UP,
    "dot_product_multiple_filters_with_batches": WARM_UP,
    "create_conv_model": EXPERIMENTS,
    "shift_data": EXPERIMENTS,
}
LINES = (
    "calculate_conv_output calculate_conv_output_general pad_array dot_product_single_filter dot_product_single_filter_with_batches "
    "dot_product_multiple_filters_with_batches Conv2d Conv2d_general create_conv_model shift_data"
).split()
TOGETHER = {"size": "a", "pad": "a", "dot": "a", "shift": "a", "model": "a", "layer": "b"}
"""Kinds of snippets that have nothing to do with each other may stand in one hand-in; a layer has to do with a network."""
AFTER = "#after\n"
"""What follows stands at the end of the file of layers."""


@dataclass(frozen=True)
class Snippet:
    """A few definitions, and the outcomes that a careful person gives."""

    name: str
    text: str
    outcomes: dict[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class HandIn:
    """What a group hands in, and the outcomes that will do, by name of the mark."""

    names: tuple[str, ...]
    files: dict[str, str | bytes]
    outcomes: dict[str, frozenset[str]]


def snippets(path):
    """All snippets of a file: `=== name | mark: outcome, mark: outcome or another` and the code below."""
    for part in re.split(r"(?m)^=== ", path.read_text(encoding="utf-8"))[1:]:
        head, _, text = part.partition("\n")
        name, _, told = head.partition(" | ")
        marks = (one.partition(":") for one in told.split(",") if one.strip())
        yield Snippet(name.strip(), text, {mark.strip(): frozenset(said.split()) for mark, _, said in marks})


def packed(path, kinds):
    """Hand-ins of the snippets of a file: as few as possible, and no two snippets of one kind in any."""
    for group in dict.fromkeys(kinds.values()):
        columns = [[one for one in snippets(path) if one.name.partition(":")[0] == kind] for kind in kinds if kinds[kind] == group]
        for together in zip_longest(*columns):
            yield tuple(one for one in together if one is not None)


def with_all(chosen):
    """A hand-in of several snippets; every line that they do not speak of is right."""
    files, outcomes = right(), dict.fromkeys(LINES, frozenset({"right"}))
    for one in chosen:
        files = put(files, one.text)
        outcomes |= one.outcomes
    return HandIn(tuple(one.name for one in chosen), files, outcomes)


def right():
    """The three files with all gaps filled."""
    files = {name: (STARTER / name).read_text(encoding="utf-8") for name in PLACES.values()}
    return put(files, next(snippets(HERE / "base.txt")).text)


def put(files, text):
    """The files with what a snippet defines in place of what stands there; what it needs besides comes before."""
    text, _, after = text.partition(AFTER)
    try:
        nodes = ast.parse(text).body
    except SyntaxError:  # stands for the one function that it defines
        name = next(one for one in re.findall(r"(?m)^def (\w+)", text) if one in PLACES)
        return {**files, PLACES[name]: replaced(files[PLACES[name]], name, text)}
    lines, files = text.split("\n"), dict(files)
    pieces = [(gap(node), "\n".join(lines[first(node) - 1 : node.end_lineno])) for node in nodes]
    file = next((PLACES[name] for name, _ in reversed(pieces) if name), LAYERS)
    besides = ""
    for name, piece in pieces:
        if name:
            files[PLACES[name]] = replaced(files[PLACES[name]], name, piece)
        elif piece.startswith("def _") and "(self" in piece and not after:
            files[LAYERS] = files[LAYERS].replace("    def backward", f"{indented(piece)}\n\n    def backward", 1)
        else:
            besides += f"{piece}\n"
    head, found, rest = files[file].partition(LAST_IMPORT[file])
    files[file] = f"{head}{found}\n{besides}\n{rest}"
    files[LAYERS] += f"\n\n{after}" if after else ""
    return files


def gap(node):
    """Which gap a statement fills; nothing where it is only needed."""
    name = getattr(node, "name", "")
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        name = node.targets[0].id
    if isinstance(node, ast.If):
        name = getattr(node.body[0], "name", "")
    if name in ("shift_images", "shift_dataset"):
        return "shift_data"
    return name if name in PLACES else ""


def first(node):
    """The first line of a definition, with its decorators."""
    return min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])


def indented(piece):
    """One step further in."""
    return "\n".join(f"    {line}" if line else line for line in piece.split("\n"))


def replaced(source, name, piece):
    """A file with another definition of a name; `forward` is that of the layer."""
    body = ast.parse(source).body
    if name == "forward":
        body, piece = next(one for one in body if getattr(one, "name", "") == "Conv2d").body, indented(piece)
    node = next(one for one in body if gap(one) == name)
    lines = source.split("\n")
    lines[first(node) - 1 : node.end_lineno] = piece.split("\n")
    return "\n".join(lines)
