"""How values cross between the grader and a job: typed frames, never pickle."""
