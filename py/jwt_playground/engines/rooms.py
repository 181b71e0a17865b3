"""Loads rooms of this engine that few requests need. In the page they come later than the start."""

from __future__ import annotations

import importlib

from .asking import Host


def load_room(room: str, package: str, host: Host) -> None:
    """Makes the room ``room`` of this package importable.

    ``package`` is what the host is asked to load where the room is not there yet.

    Raises:
        UnansweredError: the host has to be asked first.
        HostError: the host cannot load it.
        ModuleNotFoundError: it is not there, and the host does not offer to load it.
    """
    name = f"{__package__.rpartition('.')[0]}.{room}"
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        if package not in host.packages:
            raise
        host.ask("load", package=package)
        importlib.invalidate_caches()
        importlib.import_module(name)
