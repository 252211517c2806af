"""The scene of an attack: a course, secrets beside it, listeners that must hear nothing, and a way to see that nothing was touched."""

import contextlib
import hashlib
import os
import shutil
import socket
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from attack import Attack

SECRET = "8273645.190283746"  # noqa: S105 - a made-up one
MARK = "vermilion-quokka"
"""What stands in the reference and in the secret file, and nowhere else; attacks know it backwards."""
RUBRIC_MARK = "cinnabar-wombat"
GROUP_MARK = "celadon-axolotl"
REFERENCE = f'''
"""{MARK} {SECRET}"""
KEPT = "{MARK} {SECRET}"


def half(x):
    """Half of x."""
    return x / 2


def half_inputs(rng):
    yield from ((rng.normal(size=4),) for _ in range(2))


def solve(x):
    """Twice x."""
    return 2 * x


def solve_inputs(rng):
    yield from ((rng.normal(size=4),) for _ in range(4))


def guess(x):
    """A number that only the reference knows."""
    return {SECRET}


def guess_inputs(rng):
    yield (1.0,)


def triple(x):
    """Three times x."""
    return 3 * x


def triple_inputs(rng):
    yield from ((rng.normal(size=4),) for _ in range(2))
'''
RUBRIC = f"""
title: {RUBRIC_MARK}
reference: tiny
tasks:
  1 Halving:
    - {{same: half, in: solution.py, points: 1, seconds: SECONDS}}
  2 Doubling:
    - {{same: solve, in: solution.py, points: 1, seconds: SECONDS}}
  3 Guessing:
    - {{same: guess, in: solution.py, points: 1, seconds: SECONDS}}
  4 Tripling:
    - {{same: triple, in: solution.py, points: 1, seconds: SECONDS}}
"""
CONTROL = "def half(x):\n    return x / 2\n\n\ndef solve(x):\n    return 2 * x\n\n\ndef triple(x):\n    return 3 * x\n"
NEIGHBOUR = f"{CONTROL}\n\ndef guess(x):\n    return {SECRET}\n"
"""The one group that knows, for the others to copy from."""
LOOSE_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", "/usr/lib", "/job", str(Path.home()))


@dataclass
class Heard:
    """What the listeners heard."""

    tcp: int
    udp: int
    abstract: str
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Scene:
    """A course in a folder, with what is planted beside it."""

    folder: Path
    heard: Heard

    @property
    def course(self) -> Path:
        return self.folder / "course"

    @property
    def planted(self) -> Path:
        return self.folder / "planted"

    def build(self, attacks: Iterable[Attack], seconds: float, grader: int) -> None:
        """The course with its attackers, who know the number of the grader's process, a neighbour who knows, and controls among them."""
        (self.course / "reference").mkdir(parents=True)
        (self.course / "rubrics").mkdir()
        (self.course / "reference" / "tiny.py").write_text(REFERENCE, encoding="utf-8")
        (self.course / "rubrics" / "tiny.yaml").write_text(RUBRIC.replace("SECONDS", str(seconds)), encoding="utf-8")
        _write(self.course / "submissions/tiny" / f"neighbour-{GROUP_MARK}", {"solution.py": NEIGHBOUR.encode()})
        classes = set()
        for attack in attacks:
            classes.add(attack.name.split("-", maxsplit=1)[0])
            files = {"solution.py": attack.source} | {name: text.encode() for name, text in attack.beside.items()}
            _write(self.course / "submissions/tiny" / attack.name, {name: self.filled_in(data, grader) for name, data in files.items()})
        for name in classes:
            _write(self.course / "submissions/tiny" / f"{name}-zz-control", {"solution.py": CONTROL.encode()})

    def plant(self) -> None:
        """A secret, and a folder in which everybody may do everything."""
        (self.planted / "open").mkdir(parents=True, exist_ok=True)
        (self.planted / "secret.txt").write_text(f"{MARK} {SECRET}\n", encoding="utf-8")
        (self.planted / "open/victim.txt").write_text("as it was\n", encoding="utf-8")
        (self.planted / "open/victim.txt").chmod(0o666)
        (self.planted / "open").chmod(0o777)
        (self.planted / "socket").chmod(0o777)

    def filled_in(self, data: bytes, grader: int) -> bytes:
        """An attacker knows every place by its path."""
        for name, value in {
            "COURSE": self.course,
            "PLANT": self.planted,
            "PORT": self.heard.tcp,
            "UDP": self.heard.udp,
            "ABSTRACT": self.heard.abstract,
            "PID": grader,
        }.items():
            data = data.replace(f"@{name}@".encode(), str(value).encode())
        return data

    def seen(self) -> dict[str, tuple[object, ...]]:
        """Everything that is planted and the whole course but its results: kinds, modes, owners, times and contents."""
        return dict(_look(self.planted)) | {k: v for k, v in _look(self.course) if not k.startswith(str(self.course / "results"))}

    def strays(self) -> set[str]:
        """Files that an attack left in places where everybody may write."""
        found = set()
        for place in (*LOOSE_PLACES, str(self.planted), str(self.folder)):
            with contextlib.suppress(OSError):
                found |= {str(path) for path in Path(place).iterdir() if path.name.startswith("redteam-")}
        return found


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _look(top: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    for folder, folders, files in os.walk(top):
        for name in (".", *folders, *files):
            path = Path(folder, name)
            told = path.lstat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() and not path.is_symlink() else ""
            # Marking itself writes beside the submissions, so only the planted folders keep their times.
            times = () if name == "." and Path(folder) == top else (told.st_mtime_ns,)
            yield str(path), (told.st_mode, told.st_uid, told.st_nlink if path.is_file() else 0, *times, content)


@contextlib.contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    """A scene with its listeners, in a folder that ordinary users can reach, too."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "planted").mkdir()
    with contextlib.ExitStack() as listening:
        tcp = listening.enter_context(socket.create_server(("127.0.0.1", 0)))
        udp = listening.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("127.0.0.1", 0))
        by_path = listening.enter_context(socket.socket(socket.AF_UNIX))
        by_path.bind(str(folder / "planted/socket"))
        by_path.listen()
        abstract = listening.enter_context(socket.socket(socket.AF_UNIX))
        name = f"redteam-{os.getpid()}-{id(folder)}"
        abstract.bind(f"\0{name}")
        abstract.listen()
        datagrams = listening.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        datagrams.bind(str(folder / "planted/datagrams"))
        (folder / "planted/datagrams").chmod(0o777)
        heard = Heard(tcp.getsockname()[1], udp.getsockname()[1], name)
        for word, one in {"TCP": tcp, "UDP": udp, "a socket": by_path, "an abstract socket": abstract, "datagrams": datagrams}.items():
            threading.Thread(target=_listen, args=(word, one, heard), daemon=True).start()
        try:
            yield Scene(folder, heard)
        finally:
            for one in (tcp, udp, by_path, abstract, datagrams):
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
            shutil.rmtree(folder, ignore_errors=True)


def _listen(word: str, one: socket.socket, heard: Heard) -> None:
    """Note whoever comes, until the socket is closed."""
    with contextlib.suppress(OSError):
        while True:
            if one.type == socket.SOCK_DGRAM:
                if one.recv(100):
                    heard.words.append(word)
                else:
                    return
            else:
                one.accept()[0].close()
                heard.words.append(word)
