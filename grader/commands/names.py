"""What to say to a command that is none: one that is planned, a slip of the keyboard, or another grader's word."""

from collections.abc import Collection
from types import MappingProxyType

from grader.nearest import nearest, quoted

NOT_YET = ("review", "export", "new", "student-kit")
"""Commands that are planned, and that this version does not have."""
ELSEWHERE = MappingProxyType(
    {
        word: ours
        for ours, words in {
            "grade": "autograde run mark assess score",
            "check": "test self-check selfcheck",
            "report": "feedback generate_feedback generate-feedback html publish pages",
            "doctor": "info",
            "validate": "verify prove lint",
            "new": "assign generate generate_assignment quickstart init create",
            "export": "convert",
            "diff": "compare",
            "decide": "override overrule correct regrade",
        }.items()
        for word in words.split()
    }
)
"""What other graders call it."""


def no_such_command(word: str, known: Collection[str]) -> str:
    """What to say to a command that is none; `known` are those there are."""
    have = ", ".join(f"`{one}`" for one in known)
    if word in NOT_YET:
        return f"this version has no `grader {word}` yet; it has {have}"
    meant = ELSEWHERE.get(word.casefold()) or nearest(word, [*known, *NOT_YET])
    if meant in NOT_YET:
        return f"there is no command {quoted(word)}; it will be `grader {meant}`, which this version does not have yet"
    wish = f"did you mean `grader {meant}`?" if meant else f"there are {have}; `grader --help` explains them"
    return f"there is no command {quoted(word)}; {wish}"
