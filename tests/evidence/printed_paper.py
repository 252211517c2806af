"""Pages as a reader gives them, laid out line by line for the tests of what is shown of them."""

from grader.document import Document, Line, LineKind, Piece, Source
from grader.identity import identity_of
from grader.laid_out import sight
from grader.page.nodes import Node
from grader.page.sections import spots
from grader.submission import Member, Submission

MEMBERS = (Member("Mira Okonkwo", "5170001"), Member("Jonas Feldhaus", "5170002"))
NODES = (Node(("1", "1"), ("Forward pass",), ()), Node(("1", "2"), ("Backward pass",), ()))
WIDE = 6.0
"""Points of a character."""


def line(text, top, *, page=1, block=0, left=72.0, kind=LineKind.TEXT, source=Source.TEXT, doubts=(), tall=10.0):
    """A line whose words are pieces with boxes."""
    pieces, x = [], left
    for number, word in enumerate(text.split(" ")):
        gap = " " if number else ""
        x += WIDE * len(gap)
        pieces.append(Piece(gap + word, word, (x, top, x + WIDE * len(word), top + tall)))
        x += WIDE * len(word)
    return Line(tuple(pieces), kind, source, block, page=page, doubts=doubts)


def document(*lines, file="submission.pdf", **more):
    return Document(file, tuple(lines), pages=max((one.page for one in lines), default=1), **more)


def seen(*lines, members=MEMBERS, file="submission.pdf"):
    """A document as far as it may be shown."""
    whole = document(*lines, file=file)
    return sight(whole, [spot.path for spot in spots(whole.lines, NODES)], identity_of(Submission("g", (), members)))


def box_of(word, *lines):
    """Where a word stands."""
    return next(piece.box for one in lines for piece in one.pieces if piece.raw == word)


def covers(region, box):
    """Whether a box cannot be seen: outside of the picture, or painted over."""
    if region.box is not None and not overlap(region.box, box):
        return True
    return any(one[0] <= box[0] and one[1] <= box[1] and one[2] >= box[2] and one[3] >= box[3] for one in region.covered)


def shows(region, box):
    """Whether all of a box is seen."""
    x0, top, x1, bottom = box
    inside = region.box is None or (region.box[0] <= x0 and region.box[1] <= top and region.box[2] >= x1 and region.box[3] >= bottom)
    return inside and not any(overlap(one, box) for one in region.covered)


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
