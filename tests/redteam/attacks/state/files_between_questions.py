#: tries: to find in a later question, or a later job, what an earlier one left in its folder
#: solve: right
import os


def half(x):
    open("left.txt", "w").write("left behind")
    os.environ["LEFT"] = "behind"
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    for place in ("..", "/tmp", "/dev/shm", "/job", "../.."):
        try:
            names = os.listdir(place)
        except OSError:
            continue
        if "redteam-left" in names:
            print("CANARY left by another job", place)
    return 3 * x
