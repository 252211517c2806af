"""Typed PDFs: glyphs and strokes to lines, matrices, fractions and tables."""
