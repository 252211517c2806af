"""What the stages of one submission came to, each under the hash of all that it was worked out from; what is not asked for goes."""

import zlib
from collections.abc import Mapping, Sequence
from enum import StrEnum

LARGEST = 64_000_000
"""Bytes of one value; nothing of ours is as large, and what is damaged may say that it is."""
_FAST = 1


class Stage(StrEnum):
    """A part of the way from what was handed in to its marks."""

    READ = "read"
    """Files to documents."""
    FIND = "find"
    """Documents to answers."""
    RUN = "run"
    """Code to replies, and these to what they say."""
    JUDGE = "judge"
    """Answers to what lines say of them."""


Name = tuple[Stage, str]
"""A stage and a key in it."""


class Shelf:
    """Kept values of one submission. Used by one thread at a time; written into the store by whoever holds that, when all is done."""

    def __init__(self, kept: Mapping[Name, bytes] | None = None) -> None:
        self._kept = dict(kept or {})
        self._before = frozenset(self._kept)
        self.used: dict[Name, bytes] = {}
        """All that this time was asked for or added, packed: what is to be kept from now on."""
        self.added: set[Name] = set()
        """What was worked out anew."""

    def recall(self, stage: Stage, key: str) -> bytes | None:
        """What was kept; None where nothing was worked out from just this."""
        packed = self._kept.get((stage, key))
        data = None if packed is None else unpacked(packed)
        if packed is not None and data is not None:
            self.used[stage, key] = packed
        return data

    def still(self, names: Sequence[Name]) -> bool:
        """Keep what was kept, without a look at it; False, and nothing, where any of it is no more."""
        there = all(name in self._kept for name in names)
        if there:
            self.used.update((name, self._kept[name]) for name in names)
        return there

    def keep(self, stage: Stage, key: str, data: bytes) -> None:
        """Keep a value."""
        self._kept[stage, key] = self.used[stage, key] = zlib.compress(data, _FAST)
        self.added.add((stage, key))

    @property
    def kept(self) -> Mapping[Name, bytes]:
        """All that there is, packed."""
        return dict(self._kept)

    @property
    def added_stages(self) -> frozenset[Stage]:
        """The stages of what was worked out anew."""
        return frozenset(stage for stage, _ in self.added)

    @property
    def gone(self) -> frozenset[Name]:
        """What was kept, and is not to be any more."""
        return self._before - self.used.keys()


def unpacked(packed: object) -> bytes | None:
    """What was packed; None where it is damaged."""
    if not isinstance(packed, bytes):
        return None
    opened = zlib.decompressobj()
    try:
        data = opened.decompress(packed, LARGEST)
    except zlib.error:
        return None
    return data if opened.eof else None
