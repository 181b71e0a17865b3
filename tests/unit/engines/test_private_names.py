"""A PyJWT whose private names are others is refused: it would judge by the system's clock."""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import jwt
import pytest

from jwt_playground.engines import pyjwt

METHODS = ("_validate_exp", "_validate_nbf", "_validate_iat")


def module(**changes: Any) -> Any:
    """PyJWT's module with some of its names changed."""
    given = {"__version__": "9.9.9", "PyJWT": jwt.PyJWT, "PyJWS": jwt.PyJWS}
    return SimpleNamespace(**{**given, **changes})


def test_this_pyjwt_is_one_that_the_engine_works_with() -> None:
    pyjwt._check_private_names(jwt)
    pyjwt._check_private_names(module())


@pytest.mark.parametrize("name", METHODS)
def test_a_method_that_is_overridden_must_be_there(name: str) -> None:
    changed = type("Changed", (), {other: vars(jwt.PyJWT)[other] for other in METHODS})
    delattr(changed, name)
    with pytest.raises(
        ImportError, match=rf"PyJWT 9\.9\.9 has no PyJWT\.{name}.*>=2\.15\.1,<2\.16"
    ):
        pyjwt._check_private_names(module(PyJWT=changed))


@pytest.mark.parametrize("name", METHODS)
def test_it_must_take_the_same_parameters(name: str) -> None:
    def other(self: object, payload: object, leeway: object) -> None: ...

    changed = type("Changed", (jwt.PyJWT,), {name: other})
    with pytest.raises(ImportError, match=name):
        pyjwt._check_private_names(module(PyJWT=changed))


def test_the_decoder_of_signatures_must_be_there() -> None:
    changed = type("Changed", (), {name: vars(jwt.PyJWT)[name] for name in METHODS})
    with pytest.raises(ImportError, match=r"PyJWT\._jws"):
        pyjwt._check_private_names(module(PyJWT=changed))
    with pytest.raises(ImportError, match=r"PyJWS\._decode_base64url_segment"):
        pyjwt._check_private_names(module(PyJWS=type("Changed", (), {})))


@pytest.mark.parametrize("name", METHODS)
def test_the_import_of_the_engine_says_so(name: str) -> None:
    script = f"import jwt; del jwt.PyJWT.{name}; import jwt_playground.protocol"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"ImportError: PyJWT {jwt.__version__} has no PyJWT.{name}" in done.stderr
