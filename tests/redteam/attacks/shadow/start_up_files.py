#: tries: to be run at start: sitecustomize, usercustomize, conftest, .pth files, pyvenv.cfg, pytest.ini, __pycache__
#: solve: right
#: beside: {sitecustomize.py: "print('CANARY sitecustomize')", usercustomize.py: "print('CANARY usercustomize')", conftest.py: "print('CANARY conftest')\nraise SystemExit", own.pth: "import os; os.system('touch @PLANT@/open/pth')", pyvenv.cfg: "home = /nowhere", pytest.ini: "[pytest]\naddopts = --fail", __init__.py: "print('CANARY init')", setup.py: "print('CANARY setup')"}


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
