"""What the jail does on a machine that `like_a_mac.py` made: its level, a job's answer, and the end of one that never ends; as JSON."""

import importlib
import json
import pkgutil
import sys
import tempfile
from pathlib import Path

from asked_jobs import asked, begun

import grader
from grader.doctor import student_code
from grader.jail.client import Jail, JobEnded
from grader.jail.level import Level
from grader.jail.limits import JobLimits
from grader.jail.server import Plan

for module in pkgutil.walk_packages(grader.__path__, "grader."):
    if module.name != "grader.__main__":
        importlib.import_module(module.name)
row = student_code()
told = {"says": row.says, "advice": [line.strip() for line in row.commands], "values": [], "ended": []}
for level in (Level.RLIMITS, Level.NONE):
    with Jail(Plan(level, ("numpy",))) as jail:
        with jail.job() as job:
            begun(job, "import numpy\ndef solve(x):\n    return 2 * numpy.ones(x)\n")
            told["values"].append(asked(job, "solve", x=2).message["value"].tolist())
        with jail.job(JobLimits(wall=0.4)) as job:
            begun(job, "def solve(x):\n    open('x', 'w').close()\n    while True:\n        pass\n")
            try:
                asked(job, "solve", 0.1, x=2)
            except JobEnded as ended:
                told["ended"].append(ended.ending)
        places = list(Path(tempfile.gettempdir()).glob(f"grader-jail-{jail._server.pid}-*"))
        told["places"] = len(places)
    told["left"] = [str(place) for place in places if place.exists()]
sys.stdout.write(json.dumps(told))
