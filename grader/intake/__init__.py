"""What was handed in, as it lies on disk: one submission for each folder, archive or file, and nothing of it read yet."""

from grader.intake.submissions import documents, find_submissions, one_submission, passed_over, unread_documents

__all__ = ["documents", "find_submissions", "one_submission", "passed_over", "unread_documents"]
