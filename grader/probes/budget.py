"""How much may be worked out for one formula, and what is said where that is not enough or makes no sense."""

from dataclasses import dataclass


class NoValue(Exception):
    """A formula that has no value here: a person decides."""


class DoesNotFit(Exception):
    """Shapes that do not go together."""


@dataclass
class Budget:
    """Steps that are left; each node that is visited takes one, and so does each term of a sum."""

    left: int

    def take(self, steps: int = 1) -> None:
        """Take some. Raises NoValue where none are left."""
        self.left -= steps
        if self.left < 0:
            raise NoValue("it takes too many steps to work out")
