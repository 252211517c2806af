"""Values that running text tells of: which number belongs to which name, by the words around it."""
