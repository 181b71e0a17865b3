"""The command `jwt-playground`: the page's operations on the command line.

Each command is one module, and `commands.py` lists them. A command reads its options and
`inputs`, asks the engine through `request`, and prints with `output`. This is the only room
that reads a clock, files, the environment or standard input; of the engine it imports
`protocol` alone. Others call `main`.
"""

from .entry import main

__all__ = ["main"]
