#: tries: a file of 100 000 small functions
#: half: [wrong, review, right]
#: solve: [wrong, review, right]
#: triple: [wrong, review, right]
#: source: many_definitions
