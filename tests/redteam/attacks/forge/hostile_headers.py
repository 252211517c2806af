#: tries: one hostile header for each question asked: dtypes with pointers, negative and huge shapes, wrong sums, numbers of 5000 digits
#: solve: [review, wrong]
import json
import os
import struct


def half(x):
    return x / 2


NODES = [
    ["array", "|O", [1], "numpy.ndarray float64"],
    ["array", "O", [2**40, 4], "numpy.ndarray float64"],
    ["array", "<f8", [-1, -8], "numpy.ndarray float64"],
    ["array", "<f8", [2**40, 2**40], "numpy.ndarray float64"],
    ["array", "<f8", [0, 2**50, 2**50], "numpy.ndarray float64"],
    ["array", "<f8", [1.0], "numpy.ndarray float64"],
    ["array", "<f8", [True], "numpy.ndarray float64"],
    ["array", ["<f8"], [1], "numpy.ndarray float64"],
    ["array", "V8,O", [1], "numpy.ndarray float64"],
    ["array", "<f8", [1], "<script>"],
    ["floats", "list", 10**14],
    ["bools", "set", 8],
    ["bytes", 10**15 - 1],
    ["text", -8],
    ["big", 8],
    ["dict", ["a", "a"], "none", "none"],
    ["pairs", ["list"], "none"],
    ["opaque", "numpy.ndarray", None, 3],
    ["__reduce__", "os.system"],
    "float64",
    {"a": 1},
    [],
]


def solve(x):
    node = NODES[int.from_bytes(x.tobytes(), "little") % len(NODES)]
    header = json.dumps(["dict", ["is", "value", "origin"], ["text", 4], node, ["text", 4]]).encode()
    if x[0] > 1.5:
        header = header.replace(b"4]", b"9" * 5000 + b"]")
    if x[0] < -1.5:
        header = header.replace(b"4]", b"NaN]")
    body = b"done" + b"\1" * 8 + b"list"
    os.write(3, struct.pack("<IQ", len(header), len(body)) + header + body)
    os._exit(0)


def triple(x):
    return 3 * x
