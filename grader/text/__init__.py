"""Numbers, arrays, formulas and words as they are written: what a piece of a line says, with no thought of whose answer it is."""
