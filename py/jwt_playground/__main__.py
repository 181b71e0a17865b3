"""`python -m jwt_playground`: the same as the command `jwt-playground`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
