"""Joins disclosures to their digests, and makes the processed payload (RFC 9901 section 7.1)."""

from __future__ import annotations

from ..text.json_scan import MAX_DEPTH
from ..text.words import named
from ..vocabulary.findings import Finding
from . import tree
from .disclosure import Disclosure, Path
from .tree import Member, Node, Object

_RULE = "(RFC 9901 section 7.1)"


def place(path: Path) -> str:
    """Returns a path in words, for the inside of a sentence."""
    return " → ".join(named(str(step)) for step in path) if path else "the top of the payload"


class Joiner:
    """Walks through a payload once. What a verifier refuses is in ``faults``."""

    def __init__(self, disclosures: list[Disclosure]) -> None:
        self.undisclosed: list[tuple[str, Path]] = []
        """Digests without a disclosure, each with the place of what is not disclosed."""
        self.faults: list[Finding] = []
        self._seen: set[str] = set()
        self._by_digest: dict[str, Disclosure] = {}
        for each in disclosures:
            first = self._by_digest.setdefault(each.digest, each)
            if first is not each:
                each.status = "duplicate"
                each.message = (
                    f"It is the same as disclosure {first.index + 1}; verifiers refuse that."
                )

    def payload(self, root: Object) -> Object:
        """Returns the processed payload."""
        kept = [member for member in root.members if member.name != "_sd_alg"]
        joined = self._object(Object(kept), [], None)
        return Object([member for member in joined.members if member.name != "_sd_alg"])

    def _value(self, node: Node, path: Path, parent: Disclosure | None) -> Node:
        if isinstance(node, str):
            return node
        if len(path) >= MAX_DEPTH:
            message = (
                f"With its disclosures the payload is nested more than {MAX_DEPTH} levels deep."
            )
            self._fault("json-too-deep", message)
            return "null"
        if isinstance(node, list):
            return self._array(node, path, parent)
        return self._object(node, path, parent)

    def _object(self, node: Object, path: Path, parent: Disclosure | None) -> Object:
        members: list[Member] = []
        names = {member.name for member in node.members}
        for member in node.members:
            if member.name == "_sd":
                continue
            if member.name == "..." or (member.name == "_sd_alg" and path):
                message = f"“{member.name}” stands at {place(path)}, where no verifier accepts it."
                self._fault("digests-malformed", message)
            value = self._value(member.value, [*path, member.name], parent)
            members.append(member._replace(value=value))
        for digest in self._digests(node, path):
            found = self._find(digest, path)
            if found is None or not self._fits(found, is_element=False):
                continue
            name = found.name or ""
            if name in names:
                message = f"At {place(path)} the claim {named(name)} is there already."
                found.refuse(f"{message} It must not be disclosed a second time {_RULE}.")
                self._fault("claim-disclosed-twice", message)
                continue
            names.add(name)
            members.append(tree.member(name, self._join(found, [*path, name], parent)))
        return Object(members)

    def _digests(self, node: Object, path: Path) -> list[str]:
        given = node.named("_sd")
        if not given:
            return []
        first = given[0]
        found = [tree.string(each) for each in first] if isinstance(first, list) else [None]
        if len(given) > 1 or None in found:
            message = f"“_sd” at {place(path)} must be one array of digests, which are strings."
            self._fault("digests-malformed", message)
        return [digest for digest in found if digest is not None]

    def _array(self, node: list[Node], path: Path, parent: Disclosure | None) -> list[Node]:
        made: list[Node] = []
        for index, each in enumerate(node):
            if not isinstance(each, Object) or not each.named("..."):
                made.append(self._value(each, [*path, len(made)], parent))
                continue
            digest = tree.string(each.named("...")[0])
            if digest is None or len(each.members) > 1:
                message = f"“...” in the array at {place(path)} must be a digest and stand alone."
                self._fault("digests-malformed", message)
                continue
            found = self._find(digest, [*path, index])
            if found is not None and self._fits(found, is_element=True):
                made.append(self._join(found, [*path, len(made)], parent))
        return made

    def _find(self, digest: str, path: Path) -> Disclosure | None:
        """Returns the disclosure of a digest that is met for the first time."""
        if digest in self._seen:
            self._fault("digest-repeated", f"The digest {named(digest)} stands there twice.")
            return None
        self._seen.add(digest)
        found = self._by_digest.get(digest)
        if found is None:
            self.undisclosed.append((digest, path))
        return found

    def _fits(self, found: Disclosure, *, is_element: bool) -> bool:
        if found.status == "malformed":
            return False
        if found.is_element is not is_element:
            wanted = "an element of an array" if is_element else "a claim"
            found.refuse(
                f"Its digest is that of {wanted}, but it is written as for the other kind."
            )
            return False
        return True

    def _join(self, found: Disclosure, path: Path, parent: Disclosure | None) -> Node:
        found.status, found.path, found.parent = "joined", path, parent
        found.message = "Its digest is signed by the issuer."
        if parent is not None:
            found.message = f"Its digest stands in disclosure {parent.index + 1}."
        if found.value is None:
            return "null"
        return self._value(found.value, path, found)

    def _fault(self, code: str, message: str) -> None:
        self.faults.append(Finding(code, "token", f"{message} Verifiers refuse the token {_RULE}."))


def name_orphans(disclosures: list[Disclosure]) -> None:
    """Says of each disclosure that was not joined why verifiers refuse it."""
    for each in disclosures:
        if each.status == "orphan":
            each.message = (
                "Its digest stands neither in the payload nor in a disclosure that belongs there. It was "
                f"changed, or it is another token's; verifiers refuse it {_RULE}."
            )
