"""The pages for a group and for the instructor; HTML itself stands in `grader/templates/` only."""
