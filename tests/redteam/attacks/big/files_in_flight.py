#: tries: to hold more files than a job may have open by sending them to itself: in flight they are counted nowhere
#: solve: [wrong, review, right]
import array
import os
import socket


def half(x):
    return x / 2


def solve(x):
    sent = 0
    try:
        for _ in range(8):
            near, far = socket.socketpair()
            file = os.open("flying.bin", os.O_CREAT | os.O_RDWR)
            os.unlink("flying.bin")
            near.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file, far.fileno()]))])
            os.close(file)
            near.close()
            far.close()
            sent += 1
    except OSError as problem:
        print(problem)
    if sent:
        print("CANARY", sent, "files are in flight")
    return 2 * x


def triple(x):
    return 3 * x
