"""Readers of documents: bytes in, lines with their places out; they run in a limited child process and know nothing of what is right."""
