"""What a message may hold at most; both ends know it, and the reader counts for itself."""

MOST_FRAME = 16 << 20
"""Bytes of a whole frame, where nothing else is agreed."""
MOST_HEADER = 256 << 10
"""Bytes of the part that tells the structure."""
MOST_DEPTH = 16
"""Lists in lists; a message is depth 0."""
MOST_NODES = 10_000
"""Values, each item counted; a list of numbers of one kind counts as one."""
MOST_NUMBERS = 1_000_000
"""Numbers in lists."""
MOST_TEXT = 64 << 10
"""Characters of one text."""
MOST_KEY = 300
"""Characters of the name that a value has in a dict."""
MOST_PAIRS = 2_000
"""Entries of a dict with other keys than texts."""
MOST_DIMENSIONS = 16
MOST_BITS = 13_288
"""Of a whole number: 4,000 decimal digits."""
INT64 = range(-(2**63), 2**63)
MOST_FIELDS = 16
"""A message has no more; a dict with more of them is one value."""
RESERVE = 4096
"""Bytes kept for saying that a field of a message was too large."""
