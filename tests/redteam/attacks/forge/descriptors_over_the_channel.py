#: tries: to send the grader hundreds of descriptors with an answer (SCM_RIGHTS), until it can open no more files
#: solve: [right, review, wrong]
#: triple: [right, review]
import array
import os
import socket


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    answer = encode({"is": "done", "value": 2 * x, "origin": "numpy.ndarray"})
    try:
        channel = socket.socket(fileno=os.dup(3))
        channel.sendmsg([answer], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [1] * 200))])
    except OSError as problem:
        print(problem)
    return 2 * x


def triple(x):
    return 3 * x
