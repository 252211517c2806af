#: tries: the widest header that is allowed, over and over, with colliding keys and texts of escapes
#: solve: [review, wrong, missing]
import json
import os
import struct


def half(x):
    return x / 2


def solve(x):
    keys = [f"\\u00{number % 256:02x}" * 20 + str(number) for number in range(900)]
    header = json.dumps(["dict", ["is", "value", "origin"], ["text", 4], ["dict", keys, *["none"] * 900], ["text", 4]]).encode()
    body = b"donelist"
    os.write(3, struct.pack("<IQ", len(header), len(body)) + header + body)
    os._exit(0)


def triple(x):
    return 3 * x
