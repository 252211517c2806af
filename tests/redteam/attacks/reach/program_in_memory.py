#: tries: to run a program that lies in memory only (memfd, execveat), a script of its own, the loader with a program behind it
#: solve: [review, wrong]
import ctypes
import os


def half(x):
    return x / 2


def solve(x):
    libc = ctypes.CDLL(None, use_errno=True)
    with open("own.sh", "w") as file:
        file.write("#!/bin/sh\necho CANARY a script of its own\n")
    os.chmod("own.sh", 0o755)
    try:
        place = os.memfd_create("program")
        for name in ("/bin/true", "/usr/bin/true"):
            if os.access(name, os.R_OK):
                os.write(place, open(name, "rb").read())
                break
        number = {"x86_64": 322, "aarch64": 281}[os.uname().machine]
        arguments = (ctypes.c_char_p * 2)(b"true", None)
        print(libc.syscall(number, place, b"", arguments, arguments, 0x1000), ctypes.get_errno())
        print(libc.fexecve(place, arguments, arguments), ctypes.get_errno())
    except OSError as problem:
        print(problem)
    for command in (["./own.sh"], ["/lib64/ld-linux-x86-64.so.2", "/bin/true"]):
        try:
            os.execv(command[0], command)
        except OSError as problem:
            print(problem)
    return 0 * x


def triple(x):
    return 3 * x
