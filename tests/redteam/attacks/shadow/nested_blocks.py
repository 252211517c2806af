#: tries: to overflow parser and syntax tree with a long chain of operators and attributes
#: half: [wrong, review, right]
#: solve: [wrong, review, right]
#: triple: [wrong, review, right]
#: source: long_chains
