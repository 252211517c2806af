"""Reads a page back: its elements with their attributes, their text and what they stand in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

APART = {"dd", "dt", "li", "p", "td", "th", "tr"}
"""Between these a browser leaves room."""
VOID = {"meta", "link", "input", "br", "img", "rect", "path", "line", "circle", "use"}


@dataclass
class Element:
    tag: str
    attributes: dict
    parents: tuple
    texts: list = field(default_factory=list)

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def inside(self, tag):
        return any(parent.tag == tag for parent in self.parents)


class Page(HTMLParser):
    """All elements of a page, in their order; a tag that is closed by another's end fails."""

    def __init__(self, html):
        super().__init__()
        self.elements, self._open = [], []
        self.feed(html)
        assert not self._open, f"not closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes), tuple(self._open))
        self.elements.append(element)
        if tag in APART:
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.elements.append(Element(tag, dict(attributes), tuple(self._open)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data):
        for element in self._open:
            element.texts.append(data)

    def all(self, tag, **attributes):
        return [e for e in self.elements if e.tag == tag and all(e.attributes.get(name) == value for name, value in attributes.items())]

    def one(self, tag, **attributes):
        (element,) = self.all(tag, **attributes)
        return element

    @property
    def ids(self):
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]
