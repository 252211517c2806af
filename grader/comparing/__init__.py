"""Two results of one sheet side by side: who changed, by how much, and what their marks rest on now and before."""
