#: tries: the same in what is printed, with an end of every element
#: solve: wrong


def half(x):
    return x / 2


def solve(x):
    print("</pre></td></table></html><script>document.title='redteam'</script><!-- {{ 7*7 }}")
    return 0 * x


def triple(x):
    return 3 * x
