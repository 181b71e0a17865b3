"""`python -m jwt_playground.cli`: the same as the command `jwt-playground`."""

import sys

from . import main

if __name__ == "__main__":
    sys.exit(main())
