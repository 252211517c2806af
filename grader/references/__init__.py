"""The functions that give the true values: how they are loaded, how they hang together, what follows from a group's own numbers."""
