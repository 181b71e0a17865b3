"""`python -m tests.fuzz`: hostile input for as long as one likes."""

from __future__ import annotations

import argparse
import sys
from itertools import count

from .run import faults
from .targets import TARGETS


def main() -> int:
    """Run the chosen targets with one seed after another; return 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first seed (1)")
    parser.add_argument("--seeds", type=int, metavar="N", help="so many seeds (until Ctrl-C)")
    parser.add_argument("--count", type=int, default=500, help="cases per target and seed (500)")
    parser.add_argument("--only", default=",".join(TARGETS), help=f"some of {', '.join(TARGETS)}")
    given = parser.parse_args()
    chosen = given.only.split(",")
    if unknown := [name for name in chosen if name not in TARGETS]:
        parser.error(f"{', '.join(unknown)}: there is no such target")
    seeds = range(given.seed, given.seed + given.seeds) if given.seeds else count(given.seed)
    found = 0
    try:
        for seed in seeds:
            for target in chosen:
                for fault in faults(target, seed, given.count):
                    found += 1
                    print(fault, flush=True)
            print(f"Seed {seed}: done; {found} faults so far.", flush=True)
    except KeyboardInterrupt:
        print(f"Stopped; {found} faults.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
