#: tries: links, pipes, devices and sockets outside, and to reach outside through links and renames from within
#: solve: [review, wrong, fault]
import os
import shutil
import stat


def half(x):
    return x / 2


def solve(x):
    outside = "@PLANT@/open/"
    open("mine.txt", "w").write("mine")
    for attempt in (
        lambda: os.link("@PLANT@/open/victim.txt", "linked.txt"),
        lambda: os.link("mine.txt", outside + "linked.txt"),
        lambda: os.symlink("@PLANT@/secret.txt", outside + "symlinked.txt"),
        lambda: os.symlink(outside + "victim.txt", "door.txt") or open("door.txt", "w").write("changed"),
        lambda: os.mkfifo(outside + "pipe"),
        lambda: os.mknod(outside + "device", stat.S_IFCHR | 0o666, os.makedev(1, 5)),
        lambda: os.mknod("memory", stat.S_IFCHR | 0o666, os.makedev(1, 1)) or print("CANARY", open("memory", "rb").read(16)),
        lambda: os.mknod("disk", stat.S_IFBLK | 0o666, os.makedev(254, 0)) or print("CANARY", open("disk", "rb").read(16)),
        lambda: os.rename("mine.txt", outside + "moved.txt"),
        lambda: shutil.copy("mine.txt", outside + "copied.txt"),
    ):
        try:
            attempt()
        except OSError as problem:
            print(problem)
    return 0 * x


def triple(x):
    return 3 * x
