"""An instructor's pytest file, run on the trusted side: the group's code stays in the jail and is reached through a fixture."""
