"""Readers that misbehave in every way; each is put in the place of the real one by `Readers(reader=…)`."""

import ctypes
import json
import os
import resource
import signal
import socket
import stat
import struct
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

from grader.document import Document, Line, LineKind, Piece, Source, Unread
from grader.errors import Unreadable


def plain(data, name):
    """One line with the text, and the child's process id as a note."""
    line = Line((Piece(data.decode(), data.decode()),), LineKind.TEXT, Source.TEXT, 1)
    return Document(name, (line,), notes=(str(os.getpid()),))


def surroundings(_data, name):
    """What the child sees and may do."""
    limits = [
        resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)
    ]
    open_files = [fd for fd in range(100) if is_open(fd)]
    facts = (os.environ.copy(), str(Path.cwd()), os.getsid(0) == os.getpid(), limits, open_files, sorted(sys.modules))
    return Document(name, notes=tuple(map(repr, facts)))


def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def unreadable(_data, name):
    raise Unreadable(f"{name} is damaged\nin two lines")


def mistaken(_data, _name):
    raise ValueError("a mistake of ours")


def noisy(data, name):
    print("x" * 1_000_000)  # noqa: T201
    print("y" * 1_000_000, file=sys.stderr)  # noqa: T201
    os.write(1, b"\0" * 1_000_000)
    os.write(2, b"\0" * 1_000_000)
    ctypes.CDLL(None).puts(b"from a library in C")
    return plain(data, name)


def crashing(data, name):
    if data == b"crash":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        ctypes.string_at(0)  # the first process of a namespace does not hear its own signals
    return plain(data, name)


def killed(data, name):
    if data == b"kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(data, name)


def leaving(data, name):
    if data == b"leave":
        os._exit(0)
    return plain(data, name)


def dies_once(data, name):
    """Die where the file that the data names is not there yet; tell when the work began and ended."""
    if data and not Path(data.decode()).exists():
        Path(data.decode()).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    begun = time.monotonic()
    time.sleep(0.1)
    return Document(name, notes=(str(begun), str(time.monotonic())))


def hoarding(_data, name):
    heap = []
    while True:
        heap.append(name * 100_000)


def busy(data, name):
    """Work for as many seconds of processor time as the data says."""
    end = time.process_time() + float(data)
    while time.process_time() < end:
        pass
    return Document(name)


def stubborn(_data, _name):
    """Work on for ever and do not listen."""
    for number in (signal.SIGXCPU, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    while True:
        pass


def sleeping(data, name):
    if data == b"sleep":
        time.sleep(1_000)
    return plain(data, name)


def with_offspring(data, name):
    if os.fork() == 0:
        time.sleep(1_000)
    return sleeping(data, name)


def channel():
    """The file descriptor of the way to the grader."""
    return next(fd for fd in range(3, 64) if is_open(fd) and stat.S_ISSOCK(os.fstat(fd).st_mode))


def babbling(data, name):
    """Write what the data says to the grader instead of an answer."""
    os.write(channel(), data)
    time.sleep(1_000)
    return Document(name)


def hanging_up(_data, _name):
    """Close the channel, and stay."""
    socket.socket(fileno=channel()).close()
    time.sleep(1_000)


def dripping(_data, _name):
    """Promise a long answer and send it byte by byte, whatever the clock says."""
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    os.write(channel(), struct.pack(">IQ", 10, 1_000_000) + b'{"is":"x"}')
    while True:
        time.sleep(0.005)
        os.write(channel(), b"x")


def nested(data, name):
    return nested(data, name)


def wordy(_data, name):
    line = Line((Piece("x" * 20_000_000, "x"),), LineKind.TEXT, Source.TEXT, 1)
    return Document(name, (line,))


def lying(data, _name):
    """Another file's name, and text that no page can take."""
    return plain(data + b"\0", "somebody/else.md")


_SEEN = []


def remembering(data, name):
    """What this process has read before, as notes."""
    _SEEN.append(data.decode())
    return Document(name, notes=tuple(_SEEN))


def forging(data, name):
    """Answer, and answer at once what may be asked next."""
    if data == b"forge":
        reply = b'{"file":"x","pages":0,"notes":["forged"],"unread":[],"lines":[],"programs":[]}'
        head = b'{"is": "document"}'
        os.write(channel(), 5 * (struct.pack(">IQ", len(head), len(reply)) + head + reply))
    return plain(data, name)


def many_pages(data, name):
    """Claim a file of a million pages, and read for ever."""
    head = json.dumps({"is": "opened", "pages": data.decode()}).encode()
    os.write(channel(), struct.pack(">IQ", len(head), 0) + head)
    return stubborn(data, name)


def reaching_out(data, name):
    """Try what no reader needs; what came of each try as a note."""
    path, port = data.decode().split("\n")

    def write():
        Path(path).write_text("written")

    tries = {
        "read": lambda: Path(path).read_bytes(),
        "write": write,
        "list": lambda: list(Path(path).parent.iterdir()),
        "write here": lambda: Path("left").write_text("left"),
        "connect": lambda: socket.create_connection(("127.0.0.1", int(port)), 1.0),
        "fork": lambda: os.fork() or os._exit(0),
        "exec": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
        "signal": lambda: os.kill(os.getppid() or 1, 0) if os.getppid() else os.kill(-1, 0),
        "thread": lambda: threading.Thread(target=time.sleep, args=(0,)).start(),
    }
    return Document(name, notes=tuple(f"{what}: {came_of(one)}" for what, one in tries.items()))


def came_of(one):
    try:
        one()
    except (OSError, RuntimeError) as problem:
        return type(problem).__name__
    return "done"


def with_a_picture(data, name):
    return replace(plain(data, name), unread=(Unread("a picture", 1, picture=True),))
