"""Which of the values on the pages of a group is whose answer, how sure that is, and what it rests on."""
