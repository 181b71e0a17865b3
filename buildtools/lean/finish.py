"""Takes out of a started Python what the page need not download.

It runs last, before the memory becomes the snapshot.
"""

from __future__ import annotations

import gc
import random
import re
import sys
import zipimport
from contextlib import suppress
from types import FunctionType, ModuleType
from typing import Any

later: Any = sys.modules["sitecustomize"]

GONE = "annotationlib"
"""It is needed to make dataclasses, and imported again when someone asks for annotations."""


def _objects(kind: type) -> list[Any]:
    return [found for found in gc.get_objects() if type(found).__mro__.count(kind)]


def _forget_annotations() -> None:
    """Forget what the annotations of typed dictionaries and tuples stand for."""
    for found in _objects(type):
        if type(found).__name__ == "_TypedDictMeta":
            found.__annotate__ = None
        elif issubclass(found, tuple) and "__annotate_func__" in found.__dict__:
            found.__annotate__ = None
            kind = type(found.__new__)
            if kind is FunctionType:
                found.__new__.__annotate__ = None


def _drop(name: str) -> None:
    """Put a `Later` into the places of a module that has been imported."""
    module, stand_in = sys.modules.pop(name), later.Later(name)
    for other in list(sys.modules.values()):
        if type(other) is ModuleType:
            for key, value in list(vars(other).items()):
                if value is module:
                    setattr(other, key, stand_in)


def _forget_documentation() -> None:
    for found in _objects(FunctionType):
        found.__doc__ = None
    for found in [*_objects(type), *_objects(ModuleType)]:
        if isinstance(vars(found).get("__doc__"), str) and not isinstance(found, later.Later):
            with suppress(AttributeError, TypeError):  # a type that is part of the runtime
                found.__doc__ = None


def _finish() -> None:
    del later.inspect.signature, later.inspect.unwrap
    later.makes_snapshot = False
    _forget_annotations()
    _drop(GONE)
    for name, module in list(sys.modules.items()):
        # Pyodide imports some at the start. They stay in their places.
        if isinstance(module, later.Later):
            package, _, rest = name.rpartition(".")
            if package:
                setattr(sys.modules[package], rest, module)
            elif name != "traceback":
                del sys.modules[name]
    del sys.modules["sitecustomize"], sys.modules["_unpack"]
    _forget_documentation()
    re.purge()
    sys.path_importer_cache.clear()
    vars(zipimport)["_zip_directory_cache"].clear()
    random.seed(0)
    sys.dont_write_bytecode = False
    gc.collect()
    left = [found for found in _objects(type) if found.__module__ == GONE]
    if left:
        users = [type(found) for found in gc.get_referrers(left[0])]
        raise RuntimeError(f"{left[0]} is still in use: {users}")
    seeded = [found for found in gc.get_objects() if type(found) is random.Random]
    if seeded != [random._inst]:
        raise RuntimeError("a random generator that the page would not seed anew")


_finish()
