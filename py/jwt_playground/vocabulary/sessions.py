"""What tokens are compared with: sessions that a server keeps."""

from __future__ import annotations

SESSION_BYTES = 22
"""The length of an opaque session ID, in bytes: 128 random bits in base64url."""
