"""A small library of neural networks, which grows from sheet to sheet."""
