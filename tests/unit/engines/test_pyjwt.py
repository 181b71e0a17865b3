"""What we change in PyJWT changes nothing that it says."""

from __future__ import annotations

import string
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ed448, ed25519
from hypothesis import given
from hypothesis import strategies as st

from jwt_playground.engines import pyjwt, pyjwt_decode, pyjwt_stand_in
from jwt_playground.keys.model import Key

SECRET = "correct horse battery staple, and salt"


@given(
    st.text(string.ascii_letters + "-_", max_size=40),
    st.text("Ab-=+/. é\n", max_size=9),
    st.sampled_from(["", "=", "==", "==="]),
)
def test_a_segment_is_decoded_as_pyjwt_alone_decodes_it(start: str, end: str, last: str) -> None:
    segment = (start + end + last).encode()
    ours = pyjwt_decode._shortened(jwt.PyJWS._decode_base64url_segment)
    assert _said(ours, segment) == _said(jwt.PyJWS._decode_base64url_segment, segment)


def test_pyjwt_is_asked_about_the_end_of_a_segment_only() -> None:
    decode = pyjwt_decode._decoder(jwt, delegates=False)._jws._decode_base64url_segment
    assert decode.__qualname__.endswith(".shortened")


def _said(decode: Callable[[bytes, str], bytes], segment: bytes) -> object:
    try:
        return decode(segment, "payload")
    except Exception as error:
        return type(error), str(error)


def _fake(**changes: Any) -> SimpleNamespace:
    """A PyJWT with other private names than ours relies on."""

    class PyJWT(jwt.PyJWT):
        pass

    class PyJWS(jwt.PyJWS):
        pass

    for name, value in changes.items():
        setattr(PyJWS if name == "_decode_base64url_segment" else PyJWT, name, value)
    return SimpleNamespace(PyJWT=PyJWT, PyJWS=PyJWS, __version__="9.8.7")


def test_the_pyjwt_that_is_here_has_the_private_names() -> None:
    pyjwt._check_private_names(jwt)
    pyjwt._check_private_names(_fake())


def _renamed(self: object, payload: object, moment: float, leeway: float) -> None:
    """Not the parameters that are overridden."""


@pytest.mark.parametrize("name", ["_validate_exp", "_validate_nbf", "_validate_iat"])
@pytest.mark.parametrize("value", [None, _renamed, "text"])
def test_a_pyjwt_that_judges_dates_in_another_way_is_refused(name: str, value: object) -> None:
    with pytest.raises(ImportError) as caught:
        pyjwt._check_private_names(_fake(**{name: value}))
    message = str(caught.value)
    assert message.startswith(f"PyJWT 9.8.7 has no PyJWT.{name}(self, payload, now, leeway), so")
    assert "Install a release" in message


def test_a_pyjwt_that_reads_segments_in_another_way_is_refused() -> None:
    with pytest.raises(ImportError, match=r"has no PyJWS\._decode_base64url_segment"):
        pyjwt._check_private_names(_fake(_decode_base64url_segment=None))
    fake = _fake()
    fake.PyJWT = type("PyJWT", (), {name: getattr(jwt.PyJWT, name) for name in pyjwt._OVERRIDDEN})
    with pytest.raises(ImportError, match=r"has no PyJWT\._jws"):
        pyjwt._check_private_names(fake)


def test_the_fully_specified_names_take_one_curve_each() -> None:
    found = pyjwt._fully_specified()
    keys: dict[str, Any] = {
        "Ed25519": ed25519.Ed25519PrivateKey.generate(),
        "Ed448": ed448.Ed448PrivateKey.generate(),
    }
    assert set(found) == set(keys)
    for name, algorithm in found.items():
        other = next(key for curve, key in keys.items() if curve != name)
        for key in (keys[name], keys[name].public_key()):
            assert algorithm.prepare_key(key) is key
        for key in (other, other.public_key()):
            with pytest.raises((jwt.InvalidKeyError, TypeError)):
                algorithm.prepare_key(key)


def test_a_delegate_hands_everything_to_the_verifier() -> None:
    asked: list[object] = []

    def verifier(*given: object) -> bool:
        asked.append(given)
        return True

    decoder = SimpleNamespace(verifier=verifier, stood_in=False)
    delegate: Any = pyjwt_stand_in._delegate(jwt, "ES256", decoder)
    key = Key({"kty": "EC", "crv": "P-256"}, "JWK")
    assert delegate.prepare_key(key) is key
    assert decoder.stood_in
    assert delegate.verify(b"message", key, b"signature") is True
    assert asked == [("ES256", key, b"message", b"signature")]
    calls: list[Callable[[], object]] = [
        lambda: delegate.sign(b"", key),
        lambda: delegate.to_jwk(key),
    ]
    for call in calls:
        with pytest.raises(NotImplementedError):
            call()


@pytest.mark.parametrize("delegates", [True, False])
def test_a_decoder_judges_for_its_own_moment(delegates: bool) -> None:
    make: Any = pyjwt_decode._decoder
    decoder = make.__wrapped__(jwt, delegates=delegates)  # not the one that is kept
    decoder.now, decoder.verifier = 1000, None
    for name, bad, good in (("exp", 1000, 1001), ("nbf", 1001, 1000), ("iat", 1001, 1000)):
        with pytest.raises(jwt.InvalidTokenError):
            decoder.decode(jwt.encode({name: bad}, SECRET), SECRET, algorithms=["HS256"])
        token = jwt.encode({name: good}, SECRET)
        assert decoder.decode(token, SECRET, algorithms=["HS256"]) == {name: good}
    registered = decoder._jws.get_algorithms()
    assert sorted(registered) == sorted(jwt.PyJWS().get_algorithms())  # no name that is ours alone
    delegated = decoder._jws.get_algorithm_by_name("ES256")
    assert (type(delegated).__name__ == "Delegate") == delegates
    hmac = decoder._jws.get_algorithm_by_name("HS256")
    assert isinstance(hmac, jwt.algorithms.HMACAlgorithm)
