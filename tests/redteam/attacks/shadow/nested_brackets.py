#: tries: to overflow the parser with brackets
#: half: [wrong, review]
#: solve: [wrong, review]
#: triple: [wrong, review]
#: source: nested_brackets
