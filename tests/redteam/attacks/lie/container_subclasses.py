#: tries: lists, tuples, dicts and texts that have another content each time they are looked at
#: solve: [wrong, review]
import collections


class List(list):
    def __iter__(self):
        print("looked at")
        return iter([0.0] * 4)

    def __len__(self):
        return 4


class Dict(dict):
    def items(self):
        return [("__class__", List())]

    def keys(self):
        return ["is", "value"]


class Text(str):
    def encode(self, *args):
        return b"\xff\xfe"


Pair = collections.namedtuple("Pair", "a b c d")


def half(x):
    return x / 2


def solve(x):
    return [List(), Dict(), Text("right"), Pair(1, 2, 3, 4)][int(abs(x[0]) * 100) % 4]


def triple(x):
    return 3 * x
