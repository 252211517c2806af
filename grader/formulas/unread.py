"""What cannot be read of a formula, and where."""


class NotRead(Exception):
    """Why a formula was not read; never a statement about the answer."""

    def __init__(self, why: str, at: int = 0) -> None:
        super().__init__(why)
        self.at = at
