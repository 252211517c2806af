#: tries: a file with a declared encoding that means another text than the bytes say
#: half: [wrong, review, right]
#: solve: [wrong, review, right]
#: triple: [wrong, review, right]
#: source: another_encoding
