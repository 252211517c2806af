#: tries: to learn who sits at the other end of the channel, by number and by a handle of the process
#: solve: right
#: guess: [wrong, review, missing]
import os
import socket
import struct


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def guess(x):
    channel = socket.socket(fileno=os.dup(3))
    for name, option, size in (("credentials", 17, 12), ("groups", 59, 64), ("handle", 77, 4), ("label", 31, 64)):
        try:
            print("CANARY", name, struct.unpack_from("i", channel.getsockopt(socket.SOL_SOCKET, option, size)))
        except OSError as problem:
            print(name, problem)
    return 0.0


def triple(x):
    return 3 * x
