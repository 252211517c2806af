"""Formulas compared by what they give: values drawn for their symbols, the tree worked out, and the reference's function beside it."""
