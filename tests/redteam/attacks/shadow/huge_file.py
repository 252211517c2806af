#: tries: a file of 30 MB in one line
#: half: [wrong, review, right, missing]
#: solve: [wrong, review, right, missing]
#: triple: [wrong, review, right, missing]
#: source: huge_file
