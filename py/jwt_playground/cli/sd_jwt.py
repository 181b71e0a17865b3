"""`jwt-playground sd-jwt`: issues an SD-JWT, or presents some of its disclosures."""

from __future__ import annotations

from . import shared_options
from .sd_jwt_issue import add_issue
from .sd_jwt_present import add_present


def register(commands: shared_options.Commands) -> None:
    """Adds the command with both its actions."""
    parser = commands.add_parser(
        "sd-jwt",
        help="issue an SD-JWT, or present a part of it",
        description="Issues an SD-JWT (RFC 9901), whose holder can leave claims out, or presents one.",
    )
    actions = parser.add_subparsers(
        required=True, metavar="ACTION", title="actions", help="issue or present"
    )
    add_issue(actions)
    add_present(actions)
