#: tries: to overflow the parser with brackets
#: half: [right, wrong, review]
#: solve: [right, wrong, review]
#: triple: [right, wrong, review]
#: source: nested_brackets
