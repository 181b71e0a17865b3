"""The one place that imports casbin, when a policy is asked for the first time."""

from __future__ import annotations

import importlib
from typing import Any

from ..engines.asking import Host, HostError

PACKAGE = "casbin"
"""What the host is asked to load."""


class MissingError(Exception):
    """casbin is not there; the message says what to do."""


def load_casbin(host: Host) -> Any:
    """Returns casbin, which the page loads when it is needed for the first time.

    Raises:
        MissingError: it is not there and cannot be loaded.
        UnansweredError: the host has to be asked first.
    """
    try:
        return importlib.import_module(PACKAGE)
    except ImportError as error:
        if PACKAGE not in host.packages:
            raise MissingError(
                "Decisions need the Python package casbin, which is not installed. "
                "Install it: pip install 'jwt-playground[policies]'."
            ) from error
    try:
        host.ask("load", package=PACKAGE)
    except HostError as error:
        raise MissingError(str(error)) from error
    importlib.invalidate_caches()
    return importlib.import_module(PACKAGE)
