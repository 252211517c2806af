#: tries: to run programs by every door that Python has
#: solve: [review, wrong]
import os
import subprocess


def half(x):
    return x / 2


def solve(x):
    ways = [
        lambda: subprocess.run(["/bin/sh", "-c", "touch @PLANT@/open/ran"], check=True),
        lambda: os.posix_spawn("/bin/sh", ["sh", "-c", "touch @PLANT@/open/ran"], {}),
        lambda: os.popen("touch @PLANT@/open/ran; echo CANARY ran").read(),
        lambda: os.execv("/bin/sh", ["sh", "-c", "touch @PLANT@/open/ran"]),
    ]
    for way in ways:
        try:
            print("did", way())
        except OSError as problem:
            print(problem)
    if os.system("touch @PLANT@/open/ran") == 0:
        print("CANARY ran")
    return 0 * x


def triple(x):
    return 3 * x
