"""Which part of an answer a statement gives: all of it, or the entry, row or channel that its index names."""

from dataclasses import dataclass, replace

from grader.answer import Entries, same_shape, shape
from grader.page.numbered_parts import marked_part, part_of
from grader.page.stated import Statement
from grader.page.wanted import Wanted
from grader.sentences.naming import is_derived
from grader.text.scalars import Wish


@dataclass(frozen=True)
class Part:
    """The part that an index names."""

    index: str
    wish: Wish
    """What such a part looks like; the whole where no index is given."""
    one_of_many: bool
    """The index counts parts of an array."""

    def is_whole(self, entries: Entries) -> bool:
        """Whether more stands there than the part that is named."""
        return not same_shape(shape(entries), (self.wish.shape or ()) if self.one_of_many else ())

    def of_another_axis(self, entries: Entries, w: Wanted) -> bool:
        """Whether an index of several axes names an entry, or what another axis holds."""
        return self.is_whole(entries) and is_slice(self.index) and len(w.wish.shape or ()) != 1

    def fits_loosely(self, entries: Entries, w: Wanted) -> bool:
        """Whether the index says one thing and the value's shape another."""
        if self.one_of_many:
            return self.is_whole(entries)
        return bool(self.index) and shape(entries) != w.wish.shape


def part_asked(statement: Statement, w: Wanted) -> Part | None:
    """The part of a name that a statement gives; None where its index names what is no part of it."""
    index = index_of(statement, w)
    numbered = index.replace(",", "").replace(":", "").isdigit()
    if numbered and (w.wish.shape == () or (is_slice(index) and len(w.wish.shape or ()) != 1 and not of_first_axis(index))):
        return None
    if not numbered or w.wish.shape is None:
        return Part(index, w.wish, one_of_many=False)
    return Part(index, replace(w.wish, shape=w.wish.shape[1:]), one_of_many=True)


def index_of(statement: Statement, w: Wanted) -> str:
    """The index by which a label or a noun names a part of what is asked for; none where the index belongs to the name itself."""
    label = statement.label
    if label is None:
        return (part_of(statement.words, w) or ("",))[0]
    if part := marked_part(label, w):
        return part
    key = label.key.casefold()
    by = f"/∂{key}" if is_derived(statement) else key  # `w_1` in a column of gradients
    spelt = {one.index for one in w.labels if one.key.casefold() == key or one.key.casefold().endswith(by)}
    return label.index if spelt and label.index not in spelt else ""


def is_slice(index: str) -> bool:
    """Whether an index names more than one axis: `1,1` of `w_{1,1,:,:}`."""
    return "," in index


def of_first_axis(index: str) -> bool:
    """Whether no axis stands whole before the one that is numbered, as in `w[:, 0]`."""
    return ":" not in index
