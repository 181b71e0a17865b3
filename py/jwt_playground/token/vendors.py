"""Opaque tokens and keys of vendors, which are known by how they begin: the table.

Each row has how the tokens begin, their name, and what to do with them. An expression needs to
match no more than what makes the kind plain.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .other_kinds import Kind


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
