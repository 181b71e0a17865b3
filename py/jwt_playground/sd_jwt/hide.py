"""Puts digests in the places of claims, and makes their disclosures (RFC 9901 section 4.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..text import base64url
from ..vocabulary.findings import Finding
from . import hashes, tree
from .disclosure import RESERVED, Path
from .join import place
from .tree import Member, Node, Object


class Hiding:
    """Walks through a payload once. An inner claim is hidden before the one around it."""

    def __init__(
        self, selective: Sequence[Path], sd_alg: str, draw_salt: Callable[[], str]
    ) -> None:
        self.disclosures: list[str] = []
        self.findings: list[Finding] = []
        """What makes it impossible to issue the token."""
        self._wanted = {tuple(path) for path in selective}
        self._met: set[tuple[str | int, ...]] = set()
        self._draw_salt = draw_salt
        self._sd_alg = sd_alg

    def payload(self, root: Object, decoys: Sequence[str], more: Sequence[Member]) -> Object:
        """Returns the payload to sign, with ``decoys`` among its digests and ``more`` members."""
        made = self._object(root, [], decoys, more)
        for path in sorted(self._wanted - self._met, key=str):
            message = f"There is no claim at {place([*path])}, or it stands there twice."
            self.findings.append(Finding("claim-not-found", "request", message))
        return made

    def _value(self, node: Node, path: Path) -> Node:
        if isinstance(node, list):
            return self._array(node, path)
        return node if isinstance(node, str) else self._object(node, path)

    def _object(
        self, node: Object, path: Path, decoys: Sequence[str] = (), more: Sequence[Member] = ()
    ) -> Object:
        members: list[Member] = []
        digests = [*decoys]
        for member in node.members:
            if member.name in (*RESERVED, "_sd_alg"):
                message = f"The payload has “{member.name}” at {place(path)}, which is for digests. Remove it."
                self.findings.append(Finding("digests-malformed", "payload", message))
            here = [*path, member.name]
            value = self._value(member.value, here)
            if len(node.named(member.name)) == 1 and self._is_wanted(here):
                digests.append(self._hide([member.written, value]))
            else:
                members.append(member._replace(value=value))
        members += more
        if digests:
            # In their own order, so that nothing tells which are decoys or which claim came first.
            members.append(tree.member("_sd", [tree.leaf(each) for each in sorted(digests)]))
        return Object(members)

    def _array(self, node: list[Node], path: Path) -> list[Node]:
        made: list[Node] = []
        for index, each in enumerate(node):
            here = [*path, index]
            value = self._value(each, here)
            if self._is_wanted(here):
                value = Object([tree.member("...", tree.leaf(self._hide([value])))])
            made.append(value)
        return made

    def _is_wanted(self, path: Path) -> bool:
        key = tuple(path)
        if key in self._wanted:
            self._met.add(key)
        return key in self._wanted

    def _hide(self, parts: list[Node]) -> str:
        text = tree.write([tree.leaf(self._draw_salt()), *parts])
        encoded = base64url.encode(text.encode("utf-8", "surrogatepass"))
        self.disclosures.append(encoded)
        return hashes.digest(self._sd_alg, encoded)
