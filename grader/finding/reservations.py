"""Whether what stands around a value keeps it from being an answer given for sure: another's, an example, a guess, a unit.

Whoever reads "the sample solution has 28", "28 degrees" or "28, I guess" gives no mark for it and takes none away: a person decides.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from grader.answer import Entries, flat
from grader.document import LineKind
from grader.page import reservation_words as words
from grader.page.labels import last_label
from grader.page.nodes import Path
from grader.page.prose import DENIALS
from grader.page.replaced import replaced_in
from grader.page.scene import Scene
from grader.page.sides import STRONG, value_items
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.readers.program import IN_PROGRAM
from grader.sentences.naming import LONGEST_SYMBOL
from grader.text.items import Item, Number, Sign
from grader.text.numerals import Kind
from grader.text.phrases import PLAIN, STOP_WORDS, phrase

SHORT_TITLE = 60
STRUCK = "~~"
WRAPPED = 40
"""Characters of a line that may have been broken."""
BLANK_LINES = 8
HALF = 0.5000001
WITH = frozenset("with without mit ohne plus inklusive including".split())


def reserved(scene: Scene, statement: Statement, member: Member, entries: Entries, w: Wanted) -> bool:
    """Whether what stands around a value leaves it open whether it is meant as the answer."""
    before, behind = around(scene, statement, member)
    return (
        is_another_thing(before, statement)
        or is_taken(before, statement, w)
        or is_qualified(behind, entries, w)
        or (w.wish.kind is not Kind.SHARE and any(isinstance(item, Sign) and item.text == "±" for item in member.items))
        or is_continued(scene, member, behind)
        or is_titled(scene, statement)
        or is_other_task(scene, statement, w)
        or is_commented(scene, statement)
        or any(True for _ in replaced_in(scene.document.lines[member.line].text))
        or is_of_another_step(before, statement, w)
    )


def around(scene: Scene, statement: Statement, member: Member) -> tuple[str, str]:
    """The text of a value's sentence: before its name, and behind the value as far as the next one's name."""
    if statement.table:
        return " ".join(statement.words), behind_value(scene, member)
    label_at = name_begins(statement, member)
    skip = scene.skips[statement.line]
    first = within(scene.parsed[statement.line], max(skip, label_at - words.LONGEST), label_at)
    stop = next((item.end for item in reversed(first) if isinstance(item, Sign) and item.stop), None)
    text = scene.document.lines[statement.line].text
    before = text[max(skip if stop is None else stop, label_at - words.LONGEST) : label_at]
    return (before if stop is not None else line_above(scene, statement.line) + before), behind_value(scene, member)


def within(items: Sequence[Item], low: int, high: int) -> Sequence[Item]:
    """The items of a line that begin between two places; a line may be long, and hold many values."""
    return items[bisect_left(items, low, key=_begins) : bisect_left(items, high, key=_begins)]


def _begins(item: Item) -> int:
    return item.start


def name_begins(statement: Statement, member: Member) -> int:
    """Where the symbol left of a value begins, else where the value does."""
    found = last_label(statement.left)
    if found is not None:
        return statement.left[found[1]].start
    if statement.left:
        return statement.left[-1].end
    return member.items[0].start if member.items else 0


def line_above(scene: Scene, index: int) -> str:
    """The last sentence of the line above, where the paragraph goes on from it."""
    if index == 0:
        return ""
    above, own = scene.document.lines[index - 1 : index + 1]
    if above.kind is not LineKind.TEXT or own.kind is not LineKind.TEXT or above.block != own.block or len(above.text) < WRAPPED:
        return ""
    return re.split(r"[.!?:;=]", above.text[-words.LONGEST :])[-1] + " "


def behind_value(scene: Scene, member: Member) -> str:
    """The text behind a value, to the end of its sentence."""
    value = value_items(member.items)
    end = value[-1].end if value else member.items[-1].end if member.items else 0
    rest = within(scene.parsed[member.line], end, end + words.LONGEST)
    if value and isinstance(last := value[-1], Sign) and last.text == ";" and speaks_of_another(rest):
        return ""
    until, whole = sentence_end(rest, end)
    text = scene.document.lines[member.line].text[end : min(until, end + words.LONGEST)]
    return text + (line_below(scene, member.line) if whole and len(text) > 1 else "")


def sentence_end(rest: Sequence[Item], end: int) -> tuple[int, bool]:
    """Where the sentence behind a value ends: at its full stop, before a further name, or with the line (the second thing told)."""
    parted = 0
    for at, item in enumerate(rest):
        if isinstance(item, Sign) and item.text in STRONG:
            found = last_label(rest[:at])
            return parted or (rest[found[1]].start if found is not None else end), False
        if isinstance(item, Sign) and item.separator:
            parted = item.end
        if isinstance(item, Sign) and ((item.text in ".…" and at) or (item.text == ";" and speaks_of_another(rest[at + 1 :]))):
            return item.start, False
    return (rest[-1].end, True) if rest else (end, False)


def speaks_of_another(clause: Sequence[Item]) -> bool:
    """Whether a clause has a number of its own (`76.4 %; on the training data it is 84.9 %`)."""
    until = next((at for at, item in enumerate(clause) if isinstance(item, Sign) and (item.text in ".…;")), len(clause))
    return any(isinstance(item, Number) for item in clause[:until])


def line_below(scene: Scene, index: int) -> str:
    """The first clause of the line below, where the paragraph goes on."""
    lines = scene.document.lines
    if index + 1 >= len(lines) or lines[index + 1].block != lines[index].block or lines[index + 1].kind is not LineKind.TEXT:
        return ""
    clause = re.split(r"[.!?:;=]", lines[index + 1].text[: words.LONGEST], maxsplit=1)
    return f" {clause[0]}" if len(clause) == 1 or lines[index + 1].text[len(clause[0])] not in "=:" else ""


def is_another_thing(before: str, statement: Statement) -> bool:
    """Whether the words before a name say that it is another's, an example, a guess, or of another task."""
    if statement.table:
        negated = len(statement.words) > 1 and statement.words[0].casefold() in DENIALS and len(statement.words[1]) <= LONGEST_SYMBOL
        return negated or words.HEADS.search(before) is not None
    said = before if statement.label is not None else f"{before} {' '.join(statement.words)}"
    denied = words.TAKEN_BACK.search(words.FINISHED.sub(" ", re.split(r"[,;]", said)[-1])) is not None
    denied = denied or (statement.label is None and words.CONTRACTED.search(said) is not None)
    return denied or words.BEFORE.search(said) is not None or words.OF_IT.search(before) is not None


def is_other_task(scene: Scene, statement: Statement, w: Wanted) -> bool:
    """Whether the line or its heading names a task that is none of the sheet's, where the one asked for has its heading, too."""
    if w.task not in scene.tasks:
        return False
    own = scene.document.lines[statement.line].text[: words.LONGEST]
    told = (own, scene.titles[statement.line][:SHORT_TITLE]) if statement.spot.path is None else (own,)
    numbers = [tuple(found["number"].split(".")) for text in told for found in words.OTHER_TASK.finditer(text)]
    return any(number not in scene.tasks and not is_within(number, w.task) for number in numbers)


def is_commented(scene: Scene, statement: Statement) -> bool:
    """Whether a value stands in a comment of a program, or between marks of striking out that could not be paired."""
    line = scene.document.lines[statement.line]
    if STRUCK in line.text:
        return True
    return IN_PROGRAM in line.doubts and words.COMMENT.search(line.text[: words.LONGEST]) is not None


def is_within(path: Path, task: Path) -> bool:
    """Whether a task's number as it is written may mean the one that is asked for: `1.1`, `6.1.1` on sheet 6."""
    return path == task[: len(path)] or path[-len(task) :] == task


def is_taken(before: str, statement: Statement, w: Wanted) -> bool:
    """Whether a value is only assumed (`Let w = …`), or goes into what follows (`With w = …` where a new one is asked for)."""
    if statement.table or len(statement.members) > 1:
        return False
    clause = re.split(r"[,;:]", before)[-1]
    if words.TAKEN.match(clause):
        return True
    later = any(spelt.step == "new" for spelt in w.labels)
    marked = statement.step or statement.label is None or statement.label.step
    return later and not marked and words.USED.match(clause) is not None


def is_of_another_step(before: str, statement: Statement, w: Wanted) -> bool:
    """Whether a value is said to be that before the step where the new one is asked for, or the other way round."""
    said = before if statement.label is not None else f"{before} {' '.join(statement.words)}"
    later = any(spelt.step == "new" for spelt in w.labels)
    earlier, after = words.BEFORE_STEP.search(said) is not None, words.AFTER_STEP.search(said) is not None
    return earlier != after and earlier is later


def is_qualified(behind: str, entries: Entries, w: Wanted) -> bool:
    """Whether the words behind a value ask, guess, name a unit, or another value that is meant instead."""
    behind = re.sub(r"^\s*\\quad\s*", " ", behind)
    if any(pattern.match(behind) for pattern in (words.ASKED, words.UNIT, words.POINTS, words.BEHIND)):
        return True
    if (words.TRAINED if w.wish.kind is Kind.SHARE else words.PER_CENT).match(behind):
        return True
    return any(not agrees(found["number"], entries) for found in words.RATHER.finditer(behind))


def is_variant(statement: Statement, w: Wanted) -> bool:
    """Whether the words of a name say that it is a variant of what is asked for: `CNN with dropout`."""
    said = [word.casefold() for word in statement.words]
    known = w.vocabulary | PLAIN | STOP_WORDS
    added = (f"{word} {following}" for word, following in pairwise(said) if word in WITH and following not in known)
    return statement.label is None and any(phrase(words) - w.vocabulary - PLAIN for words in added)


def agrees(number: str, entries: Entries) -> bool:
    """Whether a number that is said behind a value is the same to the digits printed: `61.06 (exactly 61.064)`."""
    top, _, bottom = number.replace(",", ".").partition("/")
    told = float(top) / (float(bottom) or 1.0) if bottom else float(top)
    unit = 0.0 if bottom else 10.0 ** -len(top.partition(".")[2])
    printed = [(scale * float(one.value), scale * float(one.unit or 0)) for one in flat(entries) for scale in (1, 100)]
    return any(told == value or abs(told - value) <= HALF * max(step if step < 1 else 0, unit) for value, step in printed)


def is_continued(scene: Scene, member: Member, behind: str) -> bool:
    """Whether the line below goes on reckoning with a value that ends its line (`+ 3`), or takes it back."""
    following = next_line(scene, member.line)
    goes_on = not behind.strip(" ,") and words.GOES_ON.fullmatch(following) is not None
    above = scene.document.lines[member.line - 1].text[-words.LONGEST :] if member.line else ""
    told = any(words.REVOKED.match(one) for one in (following, *sentences_behind(scene, member)))
    return goes_on or told or words.ANNOUNCED.search(above) is not None


def sentences_behind(scene: Scene, member: Member) -> list[str]:
    """The further sentences of a value's line."""
    begin = member.items[0].start if member.items else 0
    rest = within(scene.parsed[member.line], begin, begin + words.LONGEST)
    stop = next((item.end for item in rest if isinstance(item, Sign) and item.stop), None)
    text = scene.document.lines[member.line].text
    return [] if stop is None else [text[stop : stop + words.LONGEST]]


def next_line(scene: Scene, index: int) -> str:
    """The text of the line below, where it is no heading and no row of a table; headers and footers are passed over."""
    following = scene.document.lines[index + 1 : index + 1 + BLANK_LINES]
    line = next((line for line in following if line.kind is not LineKind.MARGIN and line.text.strip()), None)
    return "" if line is None or line.kind in (LineKind.ROW, LineKind.HEADING) else line.text[: words.LONGEST]


def is_titled(scene: Scene, statement: Statement) -> bool:
    """Whether what a value stands under says that it is no answer: `Wrong attempts`, `Sample solution`."""
    above = (scene.titles[statement.line], " ".join(statement.context))
    return any(
        len(title) <= SHORT_TITLE and (words.TITLE.search(title) is not None or words.WHOLE_TITLE.match(title) is not None)
        for title in above
    )
