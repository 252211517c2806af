"""Files to hand in that are too large, too deep or too broken to be kept as files."""

from collections.abc import Callable, Mapping

HONEST = "def half(x):\n    return x / 2\n\n\ndef solve(x):\n    return 2 * x\n\n\ndef triple(x):\n    return 3 * x\n"


def nested_brackets() -> bytes:
    """A hundred thousand brackets in one another."""
    return f"{HONEST}\n\nDEEP = {'(' * 100_000}{')' * 100_000}\n".encode()


def long_chains() -> bytes:
    """A sum, an attribute, a comparison and a call, each twenty thousand links long."""
    count = 20_000
    chains = ("1" + "+1" * count, "x" + ".real" * count, "x" + "<x" * count, "x" + "()" * count, "not " * count + "x", "-" * count + "1")
    return (HONEST + "".join(f"\n\ndef chain_{number}(x):\n    return {chain}\n" for number, chain in enumerate(chains))).encode()


def many_definitions() -> bytes:
    """A hundred thousand functions."""
    return (HONEST + "".join(f"def f{number}(x):\n    return {number}\n" for number in range(100_000))).encode()


def huge_file() -> bytes:
    """Thirty million characters in one line."""
    return f"{HONEST}\n\nDATA = '{'x' * 30_000_000}'\n".encode()


def another_encoding() -> bytes:
    """Declared as UTF-7, in which `+AAo-` is the end of a line."""
    return b"# -*- coding: utf-7 -*-\n# +AAo-import os+AAo-os.write(1, b'CANARY utf-7')\n" + HONEST.encode()


def null_bytes() -> bytes:
    """A byte order mark, NUL, a lone surrogate and bytes that are no UTF-8."""
    return b"\xef\xbb\xbf" + HONEST.encode() + b"\n# \x00 \xed\xa0\x80 \xff\xfe\nprint('CANARY')\x1a\n"


SOURCES: Mapping[str, Callable[[], bytes]] = {
    made.__name__: made for made in (nested_brackets, long_chains, many_definitions, huge_file, another_encoding, null_bytes)
}
