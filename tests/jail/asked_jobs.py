"""A job with one file in it, and questions to it."""

from grader.jail.limits import JobLimits

SHORT = JobLimits(load_seconds=5, question_seconds=1, asleep=1.5, wall=8)


def begun(job, source, **more):
    """A job that holds one file, loaded."""
    told = job.ask({"do": "begin", "files": {"solution.py": source.encode()}, "starter": {}, "seed": 1, "stubs": True, **more}, 5.0)
    assert told.message["is"] == "ready", told.message
    told = job.ask({"do": "load", "file": "solution.py", "whole": False}, 5.0)
    assert told.message["is"] == "done", told.message


def asked(job, name, seconds=1.0, **arguments):
    """What a function of the file gives."""
    request = {"do": "ask", "file": "solution.py", "calls": [name], "through": "", "args": arguments, "seed": 1, "stubs": []}
    return job.ask(request, seconds)
