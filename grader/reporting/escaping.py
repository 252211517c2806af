"""Jinja as our pages use it: whatever a template prints is made legible and escaped by one function, and what comes again is remembered."""

from collections.abc import Callable
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.nativetypes import NativeCodeGenerator
from markupsafe import Markup, escape

from grader.legible import legible

SHORT = 120
"""Characters of a text that is worth remembering: labels, outcomes, rules and points stand on every page."""
REMEMBERED = 8_192
"""Short texts that are remembered."""
REMEMBERED_PARTS = 256
"""Parts of pages that are remembered, such as the source of a function that was handed out."""


def shown(entry: object) -> Markup:
    """What `{{ … }}` prints: any text legible and escaped; what a template of ours made is left as it is."""
    if type(entry) is str:
        return _remembered(entry) if len(entry) <= SHORT else _escaped(entry)
    if isinstance(entry, Markup):
        return entry
    if isinstance(entry, str | int):
        return _remembered(str(entry))
    return escape(entry)


def _escaped(text: str) -> Markup:
    return escape(legible(text, lines=True))


_remembered = lru_cache(maxsize=REMEMBERED)(_escaped)


class Pages(Environment):
    """Our templates: everything escaped, nothing undefined, never looked for on the disk a second time."""

    code_generator_class = NativeCodeGenerator
    """Compiles `{{ … }}` to a call of `shown` alone, which escapes; Jinja's own would call `escape` once more on each piece."""

    def __init__(self) -> None:
        super().__init__(
            loader=PackageLoader("grader"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=shown,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.getattr = getattr  # type: ignore[assignment, method-assign]  # `a.b` is an attribute and never an entry: one look, and no slip passes
        self.globals["fixed"] = lru_cache(maxsize=REMEMBERED_PARTS)(self.fixed)

    def fixed(self, name: str) -> Markup:
        """A template in which nothing changes from page to page."""
        return escape(self.get_template(name).module)

    def macro(self, name: str, macro: str) -> Callable[..., Markup]:
        """A macro of a template."""
        return getattr(self.get_template(name).module, macro)  # type: ignore[no-any-return]

    def remembered(self, name: str, macro: str) -> Callable[..., Markup]:
        """The same, not expanded again for what it was given before."""
        return lru_cache(maxsize=REMEMBERED_PARTS)(self.macro(name, macro))
