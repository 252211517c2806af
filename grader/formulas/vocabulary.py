"""The words of one formula: its symbols with all their spellings, found among tokens by the longest match."""

from bisect import insort_left
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

from grader.formulas.spellings import Pattern, program_names, tokens_of, variants
from grader.formulas.tokens import Kind, TooMuch

A_WORD = 4
"""Letters of a word by which a symbol may be called."""
ByHead = Mapping[tuple[Kind, str], tuple[tuple[Pattern, str], ...]]


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a formula mean."""

    spellings: Mapping[str, tuple[str, ...]]
    """By the name of each symbol, in LaTeX, Unicode or plain text."""
    functions: frozenset[str] = frozenset()
    """Symbols that are applied to an argument (σ)."""
    arrays: frozenset[str] = frozenset()
    """Symbols that have entries."""
    indices: tuple[str, ...] = ()
    """The free indices of the answer, as the rubric calls them."""
    answers: tuple[str, ...] = ()
    """How the answer itself is called: spellings of what stands left of the equals sign."""
    letters: tuple[tuple[Pattern, str], ...] = ()
    """Letters that a text gives a meaning of its own, each with a name for it."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Those letters that are other names of a symbol: `W := A_ℓ`."""
    sheet: "Vocabulary | None" = None
    """The same without them."""

    def with_letters(self, letters: "tuple[tuple[Pattern, str], ...]", aliases: Mapping[str, str] | None = None) -> "Vocabulary":
        """The same with the letters of a text."""
        own = {name for _, name in letters} - self.functions
        return replace(self, letters=letters, arrays=self.arrays | own, aliases=aliases or {}, sheet=self.sheet or self)

    @cached_property
    def patterns(self) -> tuple[tuple[Pattern, str], ...]:
        """All spellings of the sheet as tokens, the longest first."""
        found: dict[Pattern, str] = {}
        for name, spellings in self.spellings.items():
            for spelling in spellings:
                for pattern in variants(tokens_of(spelling)):
                    found.setdefault(pattern, name)
        return tuple(sorted(found.items(), key=_lightness))

    @cached_property
    def heads(self) -> frozenset[str]:
        """Letters that a spelling begins with."""
        if self.sheet is not None:
            return self.sheet.heads | {pattern[0].text for pattern, _ in self.letters if pattern[0].kind is Kind.LETTERS}
        return frozenset(pattern[0].text for pattern, _ in self.patterns if pattern[0].kind is Kind.LETTERS)

    @cached_property
    def by_head(self) -> ByHead:
        """Patterns by their first token."""
        if self.sheet is not None:
            return self.with_own_heads(self.sheet.by_head)
        found: dict[tuple[Kind, str], list[tuple[Pattern, str]]] = {}
        for pattern, name in self.patterns:
            found.setdefault((pattern[0].kind, pattern[0].text), []).append((pattern, name))
        return {head: tuple(patterns) for head, patterns in found.items()}

    def with_own_heads(self, by_head: ByHead) -> ByHead:
        """The sheet's patterns with the letters of the text before them."""
        found = dict(by_head)
        known = dict(self.letters)
        for head in {(pattern[0].kind, pattern[0].text) for pattern, _ in self.letters}:
            merged = [one for one in found.get(head, ()) if one[0] not in known]
            for one in reversed([one for one in self.letters if (one[0][0].kind, one[0][0].text) == head]):
                insort_left(merged, one, key=_lightness)  # before the sheet's that are as long
            found[head] = tuple(merged)
        return found

    def symbol(self, pattern: Pattern) -> str | None:
        """The symbol that a pattern stands for, as a whole."""
        return next((name for own, name in self.by_head.get((pattern[0].kind, pattern[0].text), ()) if own == pattern), None)

    @cached_property
    def spoken(self) -> frozenset[str]:
        """The names that the answer may have in a program."""
        if self.sheet is not None:
            return self.sheet.spoken
        found = {answer for answer in self.answers if answer.isidentifier()}
        for answer in self.answers:
            with suppress(TooMuch):
                found |= set(program_names(tokens_of(answer)))
        return frozenset(found)

    @cached_property
    def phrases(self) -> Mapping[str, str]:
        """The words by which one symbol alone is called, as `filter size`."""
        if self.sheet is not None:
            return self.sheet.phrases
        found: dict[str, set[str]] = {}
        for name, spellings in self.spellings.items():
            for spelling in spellings:
                parts = spelling.replace("_", " ").split()
                if all(part.isalpha() for part in parts) and any(len(part) >= A_WORD for part in parts):
                    found.setdefault(" ".join(parts).casefold(), set()).add(name)
        return {phrase: min(names) for phrase, names in found.items() if len(names) == 1}

    @cached_property
    def labels(self) -> frozenset[str]:
        """Words that are names of the answer: `out`, `grad_w`; a phrase is none."""
        if self.sheet is not None:
            return self.sheet.labels
        found = (tokens_of(answer) for answer in self.answers)
        kinds = (Kind.SUB, Kind.SUP)
        return frozenset(
            one[0].text for one in found if one and one[0].kind is Kind.LETTERS and all(more.kind in kinds for more in one[1:])
        )

    @cached_property
    def in_programs(self) -> Mapping[str, str]:
        """Derivatives that are symbols, as programs call them: `dyL_dyl`, `dy_L_dy_l`, `dyL_dy`."""
        if self.sheet is not None:
            return self.sheet.in_programs
        found: dict[str, str] = {}
        for name, spellings in self.spellings.items():
            for spelling in spellings:
                for written in program_names(tokens_of(spelling)):
                    found.setdefault(written, name)
        return found


def weight(pattern: Pattern) -> int:
    """How much of a text a pattern takes."""
    return sum(1 + len(token.text) + sum(weight(inner) for inner in token.inner) for token in pattern)


def _lightness(known: tuple[Pattern, str]) -> int:
    return -weight(known[0])
