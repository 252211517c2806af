#: tries: to reconnect the sockets that it does have: a socketpair, and the channel itself
#: solve: [review, wrong, right]
#: triple: [right, review]
import socket


def half(x):
    return x / 2


def solve(x):
    try:
        mine, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        ends = [mine, socket.socket(fileno=3)]
    except OSError as problem:
        print(problem)
        return 2 * x
    for one in ends:
        for place in ("@PLANT@/socket", "\0@ABSTRACT@", "@PLANT@/datagrams"):
            for attempt in (lambda: one.connect(place), lambda: one.sendto(b"hello", place)):
                try:
                    attempt()
                    print("CANARY reached", place)
                except OSError as problem:
                    print(problem)
    ends[1].detach()
    return 2 * x


def triple(x):
    return 3 * x
