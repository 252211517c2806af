#: tries: NUL bytes, lone surrogates and a byte order mark in the source
#: half: [wrong, review, right]
#: solve: [wrong, review, right]
#: triple: [wrong, review, right]
#: source: null_bytes
