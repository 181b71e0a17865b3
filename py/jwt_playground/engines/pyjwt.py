"""The one place that imports PyJWT.

PyJWT decides at import time whether `cryptography` is there. The page loads that package
later, when it is idle or a request needs it; `refresh` then imports PyJWT again. So no other module
keeps PyJWT's modules or classes: they ask here each time.

`pyjwt_decode` judges for a given moment, and PyJWT has no parameter for that. So some of its
private methods are overridden there. `_check_private_names` refuses to start with a PyJWT in which
they are named otherwise, because that PyJWT would silently judge by the system's clock.
"""

from __future__ import annotations

import importlib
import re
import sys
from functools import cache
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any

from ..text import json_fault

if TYPE_CHECKING:
    from jwt.algorithms import Algorithm

# As in “<generator object … at 0x7f0376cbfed0>”.
_ADDRESS = re.compile(
    r"(<[\w.]{1,99} object[^<>]{0,99}(?:<[^<>]{0,99}>[^<>]{0,99}){0,9}) at 0x[0-9a-fA-F]{1,16}>"
)


def refresh() -> None:
    """Imports PyJWT again, after `cryptography` has been installed.

    Raises:
        ImportError: this PyJWT is not one that the engine works with.
    """
    for name in [name for name in sys.modules if name == "jwt" or name.startswith("jwt.")]:
        del sys.modules[name]
    importlib.invalidate_caches()
    module.cache_clear()
    _algorithms.cache_clear()


def version() -> str:
    """Returns PyJWT's version, such as `2.15.1`."""
    return str(module().__version__)


def has_cryptography() -> bool:
    """Tells whether PyJWT was imported with `cryptography`. Loads nothing."""
    return bool(module().algorithms.has_crypto)


def algorithm(name: str) -> Algorithm | None:
    """Returns PyJWT's implementation of the algorithm ``name`` (a value of `alg`).

    ``None`` where this build has none.
    """
    return _algorithms().get(name)


def refusals() -> tuple[type[Exception], ...]:
    """Returns the exceptions that PyJWT raises for a key that it does not take."""
    return (module().InvalidKeyError, TypeError, ValueError)


def is_own(error: Exception) -> bool:
    """Tells whether an exception is one of PyJWT's own."""
    return isinstance(error, module().PyJWTError)


def said(error: Exception) -> tuple[str, bool]:
    """Returns the message of an exception, and whether Pythons differ in its words.

    Addresses of memory are left out, which are never the same. What is wrong with JSON is said
    in the words of Python 3.13.
    """
    text = _ADDRESS.sub(r"\1>", str(error))
    cause = error.__cause__
    fault = json_fault.first_fault(cause.doc) if isinstance(cause, JSONDecodeError) else None
    if fault is None or not isinstance(cause, JSONDecodeError):
        return text, False
    text = text.removesuffix(str(cause)) + fault.in_python(cause.doc)
    return text, fault.reason in json_fault.NEW_IN_3_13


@cache
def module() -> Any:
    """Returns the module `jwt`, as it is now."""
    found = importlib.import_module("jwt")
    importlib.import_module("jwt.warnings")
    _check_private_names(found)
    return found


_OVERRIDDEN = {
    "_validate_exp": ("self", "payload", "now", "leeway"),
    "_validate_nbf": ("self", "payload", "now", "leeway"),
    "_validate_iat": ("self", "payload", "now", "leeway"),
}
"""Methods of `jwt.PyJWT` that `pyjwt_decode` overrides, with their parameters."""


def _check_private_names(module: Any) -> None:
    """Checks that this PyJWT has the private names that `pyjwt_decode` relies on.

    Raises:
        ImportError: one is missing or takes other parameters.
    """
    for name, parameters in _OVERRIDDEN.items():
        code = getattr(getattr(module.PyJWT, name, None), "__code__", None)
        if code is None or code.co_varnames[: code.co_argcount] != parameters:
            raise _unsuitable(module, f"PyJWT.{name}{parameters}".replace("'", ""))
    if not hasattr(module.PyJWT(), "_jws"):
        raise _unsuitable(module, "PyJWT._jws")
    if not callable(getattr(module.PyJWS, "_decode_base64url_segment", None)):
        raise _unsuitable(module, "PyJWS._decode_base64url_segment")


def _unsuitable(module: Any, name: str) -> ImportError:
    return ImportError(
        f"PyJWT {module.__version__} has no {name}, so tokens could not be judged for a given "
        "moment. Install a release that this package was tested with: “PyJWT>=2.15.1,<2.16”."
    )


@cache
def _algorithms() -> dict[str, Algorithm]:
    defaults: dict[str, Algorithm] = module().algorithms.get_default_algorithms()
    # "ES521" is PyJWT's own former misspelling of ES512; no standard knows it.
    known = {name: value for name, value in defaults.items() if name not in ("none", "ES521")}
    return known | _fully_specified()


def _fully_specified() -> dict[str, Algorithm]:
    """Returns `Ed25519` and `Ed448` (RFC 9864): PyJWT's EdDSA, restricted to one curve."""
    if not has_cryptography():
        return {}
    from cryptography.hazmat.primitives.asymmetric import ed448, ed25519

    base: Any = module().algorithms.OKPAlgorithm

    class OneCurve(base):  # type: ignore[misc]
        def __init__(self, *key_types: type) -> None:
            super().__init__()
            self._crypto_key_types = key_types

    return {
        "Ed25519": OneCurve(ed25519.Ed25519PublicKey, ed25519.Ed25519PrivateKey),
        "Ed448": OneCurve(ed448.Ed448PublicKey, ed448.Ed448PrivateKey),
    }


module()  # An unsuitable PyJWT is told of at once, not at the first token.
