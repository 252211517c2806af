"""What runs inside a job, beside a student's code: knows no rubric, no reference, no expected value and no name."""
