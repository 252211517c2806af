"""What may name a value in a dict."""

from types import NoneType

from grader.wire.limits import INT64, MOST_DEPTH, MOST_KEY


def is_key(key: object) -> bool:
    """Whether it is a text, a whole number, True, False, None, or a tuple of these."""
    if type(key) is tuple:
        return len(key) <= MOST_DEPTH and all(type(part) is not tuple and is_key(part) for part in key)
    if type(key) is str:
        return len(key) <= MOST_KEY
    if type(key) is int:
        return key in INT64
    return type(key) is bool or type(key) is NoneType
