#: tries: to change a file outside that everybody may write: content, mode, owner, times, attributes, name, size
#: solve: [review, wrong, fault]
import os
import shutil


def half(x):
    return x / 2


def solve(x):
    path, other = "@PLANT@/open/victim.txt", "@PLANT@/open/other.txt"
    for attempt in (
        lambda: open(path, "w").write("changed"),
        lambda: os.chmod(path, 0),
        lambda: os.chown(path, os.getuid(), os.getgid()),
        lambda: os.utime(path, (1, 1)),
        lambda: os.setxattr(path, "user.changed", b"1"),
        lambda: os.rename(path, other),
        lambda: os.truncate(path, 0),
        lambda: os.unlink(path),
        lambda: shutil.rmtree("@PLANT@/open"),
        lambda: os.mkdir("@PLANT@/open/folder"),
        lambda: os.chmod("@PLANT@/open", 0o700),
        lambda: open("@COURSE@/rubrics/tiny.yaml", "a").write("points: 100"),
        lambda: open("@COURSE@/results/tiny/results.json", "w").write("{}"),
    ):
        try:
            attempt()
        except OSError as problem:
            print(problem)
    return 0 * x


def triple(x):
    return 3 * x
