"""Where issuers put roles, permissions, scopes, groups and tenants: the table, as data.

A path is a list of names, since names may hold dots, slashes and colons. `*` stands for every
member of an object. Not in the table: what users can change themselves (`user_metadata`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["scope", "role", "permission", "group", "tenant"]
KINDS: tuple[Kind, ...] = ("scope", "role", "permission", "group", "tenant")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the claims where grants may stand."""

    kind: Kind
    path: tuple[str, ...]
    whose: str
    """Who puts them there, in words."""


PLACES: tuple[Place, ...] = (
    Place("scope", ("scope",), "RFC 8693 and RFC 9068, most issuers"),
    Place("scope", ("scp",), "Microsoft Entra ID, Okta"),
    Place("scope", ("scopes",), "some issuers"),
    Place("permission", ("permissions",), "Auth0"),
    Place("permission", ("authorization", "permissions"), "Keycloak"),
    Place("role", ("roles",), "RFC 9068, Microsoft Entra ID"),
    Place("role", ("role",), "Supabase, custom claims"),
    Place("role", ("realm_access", "roles"), "Keycloak, of the realm"),
    Place("role", ("resource_access", "*", "roles"), "Keycloak, of a client"),
    Place("role", ("wids",), "Microsoft Entra ID, ids of directory roles"),
    Place("role", ("cognito:roles",), "Amazon Cognito"),
    Place("role", ("https://hasura.io/jwt/claims", "x-hasura-allowed-roles"), "Hasura"),
    Place("role", ("app_metadata", "roles"), "Supabase"),
    Place("role", ("app_metadata", "role"), "Supabase"),
    Place("role", ("user_access_level",), "GitLab"),
    Place("group", ("groups",), "RFC 9068, Microsoft Entra ID, Okta, Keycloak"),
    Place("group", ("cognito:groups",), "Amazon Cognito"),
    Place("group", ("groups_direct",), "GitLab"),
    Place("permission", ("entitlements",), "RFC 9068"),
    Place("tenant", ("tid",), "Microsoft Entra ID"),
    Place("tenant", ("org_id",), "Auth0"),
    Place("tenant", ("hd",), "Google Workspace"),
    Place("tenant", ("firebase", "tenant"), "Firebase"),
    Place("tenant", ("organization",), "Keycloak"),
    Place("tenant", ("kubernetes.io", "namespace"), "Kubernetes"),
    Place("tenant", ("kubernetes.io/serviceaccount/namespace",), "Kubernetes, old tokens"),
    Place("tenant", ("namespace_path",), "GitLab CI"),
    Place("tenant", ("repository_owner_id",), "GitHub Actions"),
    Place("tenant", ("https://hasura.io/jwt/claims", "x-hasura-org-id"), "Hasura"),
    Place("tenant", ("tenant",), "custom claims"),
    Place("tenant", ("tenant_id",), "custom claims"),
    Place("tenant", ("custom:tenant",), "Amazon Cognito"),
)

NAMESPACED: dict[str, Kind] = {
    "roles": "role",
    "role": "role",
    "permissions": "permission",
    "scope": "scope",
    "scopes": "scope",
    "groups": "group",
    "tenant": "tenant",
    "tenant_id": "tenant",
}
"""The last part of a claim under an address of its owner, such as `https://app.example/roles`."""
