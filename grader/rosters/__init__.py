"""Who belongs to which group, and who handed in."""
