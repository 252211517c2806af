"""Words beside those that lead to a value, by which its name may be completed: its unit, or what stands over the rows of its table."""

from dataclasses import replace

from grader.page.sides import value_items
from grader.page.stated import Statement
from grader.page.table_parts import SUMS
from grader.page.wanted import Wanted
from grader.text.items import Group, Number, Sign, Symbol
from grader.text.phrases import PLAIN, phrase

NETWORKS = phrase("LeNet LeNet5 net network networks netz netze netzwerk cnn mlp architecture architektur")


def unit_of(statement: Statement) -> tuple[str, ...]:
    """The word right behind a value that ends what is stated: `Standard: 71754 parameters`; those over the labels of a table's rows."""
    if statement.table:
        return statement.corner
    items = statement.members[-1].items if statement.members else ()
    rest = items[len(value_items(items)) :]
    if not rest or not isinstance(unit := rest[0], Symbol) or not unit.word or not isinstance(items[0], Number):
        return ()
    ended = all((isinstance(item, Sign) and (item.stop or item.separator)) or isinstance(item, Group) for item in rest[1:2])
    return (unit.base,) if ended else ()


def says_no_more(statement: Statement, w: Wanted) -> bool:
    """Whether words hold nothing but those of a name: `standard`, not `standard layer`; or that a row sums up a table."""
    return phrase(" ".join(statement.words)) <= w.vocabulary | PLAIN | (SUMS if statement.table else frozenset())


def with_total(statement: Statement) -> Statement:
    """A sum with the word `total` where it sums up more than its own block: beside another head of a table, or under a whole network."""
    said = phrase(" ".join(statement.words))
    if not said & SUMS or "total" in said:
        return statement
    whole = (statement.table and said - SUMS - PLAIN) or NETWORKS & phrase(" ".join(statement.context))
    return replace(statement, words=(*statement.words, "total")) if whole else statement
