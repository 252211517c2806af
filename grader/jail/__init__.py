"""Where code of students is run: a fork server and the walls round each of its jobs."""
