"""A tree with other trees in the place of some of its symbols."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from grader.formulas.tree import Name, Tree
from grader.formulas.unread import NotRead


def substituted(tree: Tree, trees: Mapping[str, Tree], deepest: int) -> Tree:
    """The tree with what its symbols stand for in their place, and what stands in that in turn. Raises NotRead."""
    if isinstance(tree, Name):
        if tree.name not in trees:
            return tree
        if deepest <= 0:
            raise NotRead("a letter that stands for itself")
        return substituted(trees[tree.name], trees, deepest - 1)
    changed = {one.name: _within(getattr(tree, one.name), trees, deepest) for one in fields(tree)}
    return replace(tree, **changed)


def _within(value: Any, trees: Mapping[str, Tree], deepest: int) -> Any:  # noqa: ANN401 - a field of a node
    """The same for what a node holds."""
    if isinstance(value, tuple):
        return tuple(_within(one, trees, deepest) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return substituted(value, trees, deepest)  # type: ignore[arg-type]
    return value
