"""JWT Playground's engine: takes tokens apart, judges them, signs them.

There is one door, `protocol.handle`: JSON text in, JSON text out. Nothing here reads a clock,
opens a connection or touches a browser, so the same files run in the page (Pyodide), in the
tests and on the command line. The rooms and who may import whom are drawn in CONTRIBUTING.md.
"""

__version__ = "0.2.0"
