#: tries: markup in names of files and functions, and a line that does not exist
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    code = compile("\n" * 99 + "1 / 0", "<script>document.title='redteam'</script>", "exec")
    exec(code)


def triple(x):
    return 3 * x
