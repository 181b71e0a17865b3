"""What people take for a JWT: each kind with its name and with what to do. The table.

`vendors` has the opaque tokens of vendors.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """What a text is that is no JWT."""

    name: str
    """With its article."""
    advice: str
    """What it is good for, and what to do."""
    is_sure: bool = True
    """Whether nothing else looks like that."""


PASETO = Kind(
    "a PASETO",
    "It is another kind of token, with keys and rules of its own, and a JWT library refuses it. Verify it "
    "with a PASETO library; paseto.io lists them.",
)
FERNET = Kind(
    "a Fernet token",
    "It is encrypted with a secret key of its application. Open it with Fernet(key).decrypt(token) of "
    "Python's cryptography.",
)
DJANGO = Kind(
    "a value that Django signed (value, time and signature with colons between them)",
    "Check it with django.core.signing.loads(value) and the SECRET_KEY and salt of the application.",
)
FLASK = Kind(
    "a value that Flask or itsdangerous signed, such as a session cookie",
    "Its first part is readable, but there is no JOSE header. Check it with URLSafeTimedSerializer of "
    "itsdangerous and the application's SECRET_KEY (Flask's salt is “cookie-session”).",
)
RAILS = Kind(
    "a cookie of Rails or Rack (its parts have “--” between them)",
    "Check or open it with ActiveSupport's MessageVerifier or MessageEncryptor and the application's "
    "secret_key_base.",
)
LARAVEL = Kind(
    "an encrypted cookie or value of Laravel (iv, value and mac)",
    "Open it with Crypt::decryptString() and the application's APP_KEY. For a JWT, look at what the API "
    "returned at login.",
)
LARAVEL_SANCTUM = Kind(
    "a token of Laravel Sanctum (number|text)",
    "It is opaque: Laravel looks its hash up in the table personal_access_tokens. Ask the API with it.",
)
EXPRESS = Kind(
    "a cookie that Express signed (s:value.signature)",
    "It names a session that the server keeps. Check it with cookie-signature and the session's secret.",
)
MACAROON = Kind(
    "a macaroon",
    "It is verified with the root key of its issuer and its caveats. Use a library for macaroons.",
)
BRANCA = Kind(
    "a Branca token",
    "It is encrypted with a secret key. Open it with a Branca library and that key.",
    is_sure=False,
)
SAML = Kind(
    "a SAML message",
    "It is XML, with signatures of another kind (XML-DSig). Check it with the SAML library of your service; "
    "if you need a JWT, ask your identity provider for OpenID Connect.",
)
CWT = Kind(
    "a CBOR Web Token or another COSE message",
    "It says in CBOR what a JWT says in JSON (RFC 8392). Check it with a COSE library, such as pycose.",
)
HEALTH_CERTIFICATE = Kind(
    "an EU health certificate (HC1:)",
    "It is a CBOR Web Token, compressed and in base45. Check it with a library for it.",
)
DISCORD = Kind(
    "a Discord bot token",
    "Its first part is the bot's number in base64; it is no JSON. Discord's API takes it as “Authorization: "
    "Bot …”. Whoever has it can act as the bot: do not paste it elsewhere.",
    is_sure=False,
)
UUID = Kind(
    "a UUID",
    "As a token it is opaque: the server looks it up. Ask that server about it (token introspection, "
    "RFC 7662), or look for the token in the answer of its token endpoint.",
)
HEX = (
    "Nothing in it can be read: the server that issued it looks it up (Django REST framework's tokens have 40 such digits, "
    "and are sent as “Token …”). Ask that server about it (token introspection, RFC 7662)."
)
OPAQUE = Kind(
    "an opaque token (a reference token), or a secret",
    "Nothing in it can be read. Ask the server that issued it: its introspection endpoint (RFC 7662) or "
    "userinfo endpoint. If you want a JWT, ask the server for one: with Auth0, name an audience (the "
    "API's identifier) in the request. A secret belongs into the key field.",
)
BASIC = Kind(
    "a name and a password (Basic)",
    "The API was called with another scheme. Send “Authorization: Bearer” and the token.",
)
NEGOTIATE = Kind(
    "a Kerberos or NTLM message (Negotiate)",
    "The client signed in by Windows, not with a JWT. Ask for a bearer token first.",
)
HTML = Kind(
    "an HTML page",
    "The server answered with a page, perhaps of its login, instead of a token. Look at the address and at "
    "the status of the answer.",
)
PRIVATE_KEY = Kind("a private key", "Put it into the key field, and the token here.")
PUBLIC_KEY = Kind("a public key", "Put it into the key field, and the token here.")
CERTIFICATE = Kind("a certificate", "Put it into the key field, and the token here.")
SSH_KEY = Kind("a public key of SSH", "Put it into the key field, and the token here.")
PGP = Kind(
    "a PGP key or message", "It signs no JWTs. Look for the key that your issuer publishes (JWKS)."
)
JWK = Kind("a key or a key set (JWK, JWKS)", "Put it into the key field, and the token here.")
DISCOVERY = Kind(
    "a discovery document",
    "It tells where the keys are: open the address of its jwks_uri, and put what stands there into the "
    "key field.",
)
HEADER = Kind(
    "a JOSE header that was already decoded",
    "The payload and the signature are missing. Paste the whole token: three parts with dots between them.",
)
CLAIMS = Kind(
    "a payload that was already decoded (its claims)",
    "The header and the signature are missing, so nothing can be verified. Paste the token as it was sent.",
)
OAUTH_ERROR = Kind(
    "the answer of a server that refused to issue a token (OAuth error)",
    "Read its “error” and “error_description”: they tell what was wrong with the request.",
)
