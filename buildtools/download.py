"""Downloads one file by HTTP, for files that no package manager has."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TIMEOUT = 5
"""Seconds to wait for an answer, and for each further piece of it."""


class DownloadError(Exception):
    """A file could not be downloaded; the message names the file and the reason."""


def fetch(url: str) -> bytes:
    """Return all bytes of a file. Raises `DownloadError`."""
    if not url.startswith(("https://", "http://")):
        raise DownloadError(f"{url} is not an https:// address.")
    try:
        request = Request(url, headers={"User-Agent": "jwt-playground build"})  # noqa: S310
        with urlopen(request, timeout=TIMEOUT) as response:  # noqa: S310  # checked above
            data: bytes = response.read()
            return data
    except HTTPError as error:
        raise DownloadError(f"{url} was answered with {error.code}.") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise DownloadError(f"{url} cannot be reached ({reason}).") from error
