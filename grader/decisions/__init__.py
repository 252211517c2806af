"""What people decided on lines of single groups: kept beside the results, and applied whenever they are marked."""
