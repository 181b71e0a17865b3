"""Tokens of other kinds that are known by how they begin or look: the table.

Each row is about one vendor or framework: how its tokens begin, their name, what to do with them.
An expression needs to match no more than what makes the kind plain.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Kind(NamedTuple):
    """What a text is that is no JWT."""

    name: str
    """With its article."""
    advice: str
    """What it is good for, and what to do."""
    is_sure: bool = True
    """Whether nothing else looks like that."""


class Row(NamedTuple):
    """A kind that an expression tells."""

    begins: re.Pattern[str]
    kind: Kind


def _opaque(name: str, ask: str) -> Kind:
    return Kind(
        name,
        f"It is opaque: only its issuer knows what it means, and nothing in it can be read. {ask}",
    )


def _credential(name: str, ask: str) -> Kind:
    return Kind(
        name,
        f"It is opaque, and whoever has it can use it: do not paste it elsewhere. {ask}",
    )


_GITHUB = "To learn whose it is, ask api.github.com/user with it."
_NEVER_A_JWT = "It is sent to the vendor's API as it is and is never decoded."

VENDORS: tuple[Row, ...] = (
    Row(
        re.compile(r"(?<![\w.-])ya29\.[\w-]{20}"),
        _opaque(
            "a Google access token",
            "Ask Google's tokeninfo or userinfo endpoint about it, or verify the id_token, which is a JWT.",
        ),
    ),
    Row(
        re.compile(r"(?<![\w./-])1//0[\w-]{20}"),
        _opaque(
            "a Google refresh token", "Exchange it at Google's token endpoint for an id_token."
        ),
    ),
    Row(
        re.compile(r"(?<![\w./-])4/0A[\w-]{20}"),
        _opaque("a Google authorization code", "Exchange it at Google's token endpoint."),
    ),
    Row(re.compile(r"(?<![\w-])AIza[\w-]{35}"), _credential("a Google API key", _NEVER_A_JWT)),
    Row(
        re.compile(r"(?<![\w-])GOCSPX-[\w-]{20}"),
        _credential("a Google client secret", "Keep it on the server; it verifies no id_token."),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])gh[pousr]_[A-Za-z0-9]{20}"),
        _credential("a GitHub token", _GITHUB),
    ),
    Row(re.compile(r"(?<![A-Za-z0-9_])github_pat_\w{20}"), _credential("a GitHub token", _GITHUB)),
    Row(
        re.compile(r"(?<![\w-])gl(?:pat|dt|rt|cbt|ptt|ft|agent|oas|soat)-[\w-]{16}"),
        _credential(
            "a GitLab token", "To learn whose it is, ask /api/v4/user of your GitLab with it."
        ),
    ),
    Row(
        re.compile(r"(?<![\w-])xox[abeoprs]-[\w-]{10}"),
        _credential("a Slack token", "Ask Slack's method auth.test about it."),
    ),
    Row(re.compile(r"(?<![\w-])xapp-\d-\w{8}"), _credential("a Slack app token", _NEVER_A_JWT)),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])[spr]k_(?:live|test)_\w{10}"),
        _credential("a Stripe key", "Stripe's API takes it as it is."),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])whsec_[\w+/=]{20}"),
        _credential("a secret for webhooks", "It checks the signatures of webhooks, not of JWTs."),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])A(?:KIA|SIA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
        Kind(
            "an AWS access key id",
            "AWS signs each request (Signature Version 4) and sends no JWT. Ask sts get-caller-identity about it.",
        ),
    ),
    Row(
        re.compile(r"AWS4-HMAC-SHA256 Credential="),
        Kind(
            "a signature of an AWS request",
            "It is checked by AWS alone (Signature Version 4). For a JWT, look for an id token of Cognito.",
        ),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{30}"),
        _credential("an npm token", "“npm whoami” tells whose it is."),
    ),
    Row(
        re.compile(r"(?<![\w-])pypi-[\w-]{30}"),
        _credential(
            "a PyPI token (a macaroon)", "PyPI takes it as the password of the user __token__."
        ),
    ),
    Row(
        re.compile(r"(?<![\w.-])SG\.[\w-]{16,22}\.[\w-]{30}"),
        _credential("a SendGrid API key", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])(?:SK|AC)[0-9a-f]{32}(?![A-Za-z0-9])"),
        _credential("a Twilio key or account id", "Twilio's access tokens are JWTs of their own."),
    ),
    Row(
        re.compile(r"(?<![\w.-])[ps]k\.eyJ1[\w-]{10}"),
        _credential("a Mapbox token", "Ask Mapbox's Tokens API about it."),
    ),
    Row(
        re.compile(r"(?<![\w.-])hv[sbr]\.[\w-]{24}"),
        _credential("a HashiCorp Vault token", "“vault token lookup” tells what it may do."),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])do[opr]_v1_[0-9a-f]{32}"),
        _credential("a DigitalOcean token", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])shp(?:at|ca|pa|ss|ua)_[0-9A-Fa-f]{32}"),
        _credential("a Shopify token", "For a JWT, ask for a session token of App Bridge."),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])glsa_\w{32}"),
        _credential("a Grafana service account token", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])dckr_pat_[\w-]{20}"),
        _credential("a Docker Hub token", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])ATATT3[\w-]{20}"),
        _credential("an Atlassian API token", _NEVER_A_JWT),
    ),
    Row(re.compile(r"(?<![A-Za-z0-9_])figd_[\w-]{20}"), _credential("a Figma token", _NEVER_A_JWT)),
    Row(re.compile(r"(?<![A-Za-z0-9_])ntn_\w{30}"), _credential("a Notion token", _NEVER_A_JWT)),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])dapi[0-9a-f]{32}"),
        _credential("a Databricks token", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])PMAK-[\w-]{20}"),
        _credential("a Postman API key", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])rubygems_[0-9a-f]{32}"),
        _credential("a RubyGems key", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])sq0[a-z]{3}-[\w-]{20}"),
        _credential("a Square token", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])sk-(?:proj-|svcacct-)?[\w-]{30}"),
        _credential("a secret API key", _NEVER_A_JWT),
    ),
    Row(
        re.compile(r"(?<![\w|])Atz[ar]\|[\w+/=-]{20}"),
        _opaque(
            "an Amazon token (Login with Amazon)", "Ask api.amazon.com/auth/o2/tokeninfo about it."
        ),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_!])00D[A-Za-z0-9]{12,15}![\w.]{20}"),
        _opaque(
            "a Salesforce session id",
            "Ask Salesforce's userinfo or introspection endpoint about it.",
        ),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_])EAA[A-Za-z0-9]{30}"),
        _opaque("a Facebook access token", "Ask the Graph API's debug_token about it."),
    ),
    Row(
        re.compile(r"(?<![\w+/-])Ew[A-D][A-Za-z0-9+/]{80}"),
        _opaque(
            "an access token of a personal Microsoft account",
            "Only Microsoft's own APIs read it. Ask for a scope of your own API, or verify the id_token.",
        ),
    ),
    Row(
        re.compile(r"(?<![\w.-])[01]\.A[\w-]{3}[\w-]{60}"),
        _opaque(
            "a Microsoft Entra refresh token or code",
            "Exchange it at Entra's token endpoint for an access token.",
        ),
    ),
    Row(
        re.compile(r"(?<![A-Za-z0-9_:])\d{8,10}:AA[\w-]{33}"),
        _credential("a Telegram bot token", "Ask Telegram's method getMe about it."),
    ),
    Row(re.compile(r"SSWS +00[\w-]{30}"), _credential("an Okta API token", _NEVER_A_JWT)),
)
"""Opaque tokens by their prefixes."""

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
