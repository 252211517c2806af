"""IPython inside a job: no kernel, no history, no colours; what would start another program is noted and skipped."""

import os
import sys
from collections.abc import Callable
from typing import Any

SKIPPED = frozenset(
    """pip conda mamba micromamba uv bash sh script sx system ! cmd html javascript js latex svg markdown perl ruby pypy python2 debug pdb
    edit gui pylab matplotlib tensorboard load_ext unload_ext reload_ext autoreload config colors history recall rerun save logstart
    logstop notebook pastebin prun lprun mprun memit store watermark sql R cython connect_info qtconsole""".split()
)
"""Magics that show, install, or start something, and change no value."""
ALONE = frozenset({"autoreload", "load_ext", "matplotlib", "config", "colors", "gui", "pylab", "reload_ext", "unload_ext"})
"""Those among them that nobody needs to hear of."""


def new_shell(skip: Callable[[str], None], name: str = "__main__", home: str = "") -> Any:  # noqa: ANN401 - IPython has no types for it
    """A shell; `skip` hears what was not done. `home` is a folder in which it may write, the job's own unless said otherwise."""
    from IPython import version_info
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    # IPython keeps a folder of its own; it must lie where a job may write, and come to nothing.
    os.environ["IPYTHONDIR"] = os.path.join(home or os.environ.get("HOME", os.getcwd()), ".ipython")  # noqa: PTH109, PTH118 - texts for the environment
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor" if version_info < (9,) else "nocolor"
    config.InteractiveShell.xmode = "Minimal"
    config.InteractiveShell.separate_in = ""
    InteractiveShell.clear_instance()
    shell: Any = InteractiveShell.instance(config=config)
    shell.user_ns["__name__"] = name
    shell.displayhook.write_output_prompt = _nothing
    shell.displayhook.write_format_data = _plain
    shell.display_pub.publish = _published
    shell.showtraceback = shell.showsyntaxerror = _nothing  # told by us, with the group's line
    shell.enable_gui = _nothing
    _skip_programs(shell, skip)
    return shell


def _skip_programs(shell: Any, skip: Callable[[str], None]) -> None:  # noqa: ANN401 - IPython has no types for it
    """Programs are not started, unknown magics do nothing."""
    line_magic, cell_magic = shell.run_line_magic, shell.run_cell_magic

    def system(command: str) -> None:
        skip(f"!{command}")

    def getoutput(command: str, *_given: object, **_options: object) -> list[str]:
        skip(f"!{command}")
        return []

    def run_line_magic(name: str, line: str, _stack_depth: int = 1) -> Any:  # noqa: ANN401 - whatever a magic gives
        if name in SKIPPED or shell._find_with_lazy_load("line", name) is None:  # noqa: SLF001 - what IPython itself asks
            if name not in ALONE:
                skip(f"%{name} {line}".strip())
            return None
        return line_magic(name, _quick(name, line), _stack_depth + 1)

    def run_cell_magic(name: str, line: str, cell: str) -> Any:  # noqa: ANN401 - whatever a magic gives
        if name in SKIPPED or shell._find_with_lazy_load("cell", name) is None:  # noqa: SLF001 - what IPython itself asks
            skip(f"%%{name} {line}".strip())
            return None
        return cell_magic(name, _quick(name, line), cell)

    shell.system = shell.system_raw = shell.system_piped = system
    shell.getoutput = getoutput
    shell.run_line_magic, shell.run_cell_magic = run_line_magic, run_cell_magic
    shell.ask_exit = _nothing


def _quick(name: str, line: str) -> str:
    """To time something takes seconds; once is enough."""
    return f"-n1 -r1 {line}" if name == "timeit" and "-n" not in line else line


def _plain(format_dict: dict[str, Any], _md_dict: object = None) -> None:
    """What a notebook saves of a value: its text."""
    if "text/plain" in format_dict:
        sys.stdout.write(f"{format_dict['text/plain']}\n")


def _published(data: Any = None, *_given: object, **_options: object) -> None:  # noqa: ANN401 - a dict of texts
    """`display(…)`: its text."""
    if isinstance(data, dict) and isinstance(data.get("text/plain"), str):
        sys.stdout.write(f"{data['text/plain']}\n")


def _nothing(*_given: object, **_options: object) -> None:
    """Not here."""
