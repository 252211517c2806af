"""An assembler for filters of system calls: small programs over what the kernel tells about a call."""

import struct
from collections.abc import Iterable, Sequence

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, number."""
Block = Sequence[Instruction]

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_CALL, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Where the number of the call, the machine and the arguments (eight bytes each) stand."""

ALLOW: Block = ((_RETURN, 0, 0, _ALLOW),)
KILL: Block = ((_RETURN, 0, 0, _KILL),)
LOAD_CALL: Block = ((_LOAD, 0, 0, _CALL),)


def answer(code: int) -> Block:
    """Do nothing and give this error; 0 pretends that it was done."""
    return ((_RETURN, 0, 0, _ERRNO | code),)


def unless_machine(number: int, otherwise: Block) -> Block:
    """What is done with calls in the manner of another machine."""
    return ((_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, len(otherwise), 0, number), *otherwise)


def from_number(least: int, then: Block) -> Block:
    """What is done with calls of at least this number."""
    return ((_AT_LEAST, 0, len(then), least), *then)


def on_call(number: int, then: Block) -> Block:
    """What is done with one call; the block must decide in every case."""
    return ((_EQUAL, 0, len(then), number), *then)


def if_argument(index: int, values: Sequence[int], then: Block, otherwise: Block) -> Block:
    """Whether an argument, as a number of 32 bits, is one of some values."""
    code: list[Instruction] = [(_LOAD, 0, 0, _ARGUMENTS + 8 * index)]
    code += [(_EQUAL, len(values) - 1 - place + len(otherwise), 0, value & 0xFFFFFFFF) for place, value in enumerate(values)]
    return (*code, *otherwise, *then)


def if_any_bit(index: int, bits: int, then: Block, otherwise: Block) -> Block:
    """Whether an argument has one of some bits among its lower 32."""
    return ((_LOAD, 0, 0, _ARGUMENTS + 8 * index), (_ANY_BIT, len(otherwise), 0, bits), *otherwise, *then)


def on_calls(numbers: Iterable[int], then: Block) -> Block:
    """What is done with many calls, by the stretches of their numbers."""
    code: list[Instruction] = []
    for first, last in _stretches(sorted(set(numbers))):
        if first == last:
            code += on_call(first, then)
        else:
            code += ((_AT_LEAST, 0, 1 + len(then), first), (_AT_LEAST, len(then), 0, last + 1), *then)
    return code


def assembled(code: Block) -> bytes:
    """The program as the kernel reads it."""
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of numbers that follow one another."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found
