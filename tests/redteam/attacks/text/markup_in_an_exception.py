#: tries: script, template and formula in an exception's text
#: solve: wrong


def half(x):
    return x / 2


def solve(x):
    raise ValueError("<script>document.title='redteam'</script>{{ 7*7 }}{% raw %}\n=cmd|'/c calc'!A1<img src=x onerror=alert(1)>")


def triple(x):
    return 3 * x
