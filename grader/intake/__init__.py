"""What was handed in, as it lies on disk: one submission for each folder, archive or file, and nothing of it read yet."""

from grader.intake.setting import Setting, TakenIn
from grader.intake.submissions import documents, find_submissions, one_submission, take_in, unread_documents
from grader.intake.submissions import passed_over_in as passed_over

__all__ = ["Setting", "TakenIn", "documents", "find_submissions", "one_submission", "passed_over", "take_in", "unread_documents"]
