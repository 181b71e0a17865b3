"""Downloads one file by HTTP, for files that no package manager has."""

from __future__ import annotations

from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

TIMEOUT = 5
"""Seconds to wait for an answer, and for each further piece of it."""
LARGEST = 64 * 1024 * 1024
"""Bytes. No file that is downloaded is nearly as large."""


class DownloadError(Exception):
    """A file could not be downloaded; the message names the file and the reason."""


def fetch(url: str) -> bytes:
    """Return all bytes of a file. Raises `DownloadError`."""
    check_address(url)
    try:
        request = Request(url, headers={"User-Agent": "jwt-playground build"})  # noqa: S310
        with build_opener(_CheckedRedirects).open(request, timeout=TIMEOUT) as response:
            data: bytes = response.read(LARGEST + 1)
    except HTTPError as error:
        with error:
            raise DownloadError(f"{url} was answered with {error.code}.") from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise DownloadError(f"{url} cannot be reached ({reason}).") from error
    if len(data) > LARGEST:
        raise DownloadError(f"{url} is larger than {LARGEST // 2**20} MB.")
    return data


def check_address(url: str) -> None:
    """Refuse every address but https://, and http:// of this machine. Raises `DownloadError`."""
    try:
        parts = urlsplit(url)
        allowed = parts.scheme == "https" or (
            parts.scheme == "http" and _is_this_machine(parts.hostname or "")
        )
    except ValueError:
        allowed = False
    if not allowed:
        raise DownloadError(
            f"{url} is refused: it is no https:// address. Only this machine itself may use http://."
        )


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class _CheckedRedirects(HTTPRedirectHandler):
    """Follows a redirect only to where a download may begin, and never out of https://."""

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        try:
            check_address(newurl)
            if req.type == "https" and not newurl.startswith("https://"):
                raise DownloadError(
                    f"{newurl} is refused: {req.full_url} leads there from https://."
                )
        except DownloadError:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)
