"""Formulas that people write, read over a small vocabulary into trees: tokens, symbols, grammar, and how a tree is shown again."""
