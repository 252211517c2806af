#: tries: to connect to a listener on this machine, and to listen itself
#: solve: [review, wrong]
#: reason: [it tried what is not allowed, this machine lacks something]
import socket


def half(x):
    return x / 2


def solve(x):
    for family, place in ((socket.AF_INET, ("127.0.0.1", int("@PORT@"))), (socket.AF_INET6, ("::1", int("@PORT@")))):
        try:
            socket.create_connection(place[:2], timeout=1).send(b"expected values, please")
            print("CANARY connected")
        except OSError as problem:
            print(family, problem)
    socket.socket().bind(("127.0.0.1", 0))
    return 0 * x


def triple(x):
    return 3 * x
