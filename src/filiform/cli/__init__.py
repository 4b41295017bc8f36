"""The console script `filiform`.

Commands are found by the entry point group ``filiform.commands``; each entry point names an object
(an instance or a module) that fulfils `Command`::

    help                      one line for the list of commands
    add_arguments(parser)     declares options on an `argparse.ArgumentParser`
    run(args) -> int          does the work; returns the exit code

Exit codes: 0 done; 1 the answer is "no" (a stop verdict, a failed check); 2 bad input; 3 the
surroundings lack something. `run` raises `InvalidInput` for 2 and `Unavailable` for 3; `main` turns
them into one line on stderr. With ``--json`` a command prints JSON on stdout and nothing else
there. The clinic's commands are loaded only when called, so that they may import Django.
"""

from filiform.cli.commands import Command
from filiform.cli.program import main

__all__ = ["Command", "main"]
