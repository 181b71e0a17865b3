"""Writes the list of parts of a release as CycloneDX: a program for the virtual environment.

`python -m buildtools.sbom FACTS OUT` reads JSON of the shape `Facts` and writes the list.
It is a program of its own because build.py itself may run without the development packages.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.contrib.this.builders import this_component
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.model.tool import ToolRepository
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from .common import digest
from .shipped import Part


class Facts(TypedDict):
    """What the list says."""

    name: str
    version: str
    licence: str
    moment: int
    """Seconds since 1970: the date of the release."""
    parts: list[dict[str, Any]]
    """The fields of each `Part`."""


def bill(facts: Facts) -> str:
    """Return the list as JSON: the same facts give the same text."""
    parts = [Part(**{**part, "needs": tuple(part["needs"])}) for part in facts["parts"]]
    own = Component(
        type=ComponentType.APPLICATION,
        name=facts["name"],
        version=facts["version"],
        licenses=_licences(facts["licence"]),
        purl=PackageURL("generic", None, facts["name"], facts["version"]),
        bom_ref=facts["name"],
    )
    components = {part.name: _component(part) for part in parts}
    if len(components) != len(parts):
        raise ValueError("Two parts have the same name.")
    bom = Bom(
        # Made from the contents, so that two lists have one number only when they say the same.
        serial_number=uuid5(NAMESPACE_URL, digest(json.dumps(facts, sort_keys=True).encode())),
        metadata=BomMetaData(
            component=own,
            timestamp=datetime.fromtimestamp(facts["moment"], UTC),
            tools=ToolRepository(components=[this_component()]),
        ),
        components=components.values(),
    )
    needed = {name for part in parts for name in part.needs}
    bom.register_dependency(
        own, [components[part.name] for part in parts if part.name not in needed]
    )
    for part in parts:
        bom.register_dependency(components[part.name], [components[name] for name in part.needs])
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _component(part: Part) -> Component:
    hashes = {HashAlgorithm.SHA_512: part.sha512, HashAlgorithm.SHA_256: part.sha256}
    purl = _purl(part)
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version,
        description=part.about,
        licenses=_licences(part.licence),
        hashes=[HashType(alg=alg, content=content) for alg, content in hashes.items() if content],
        cpe=part.cpe,
        purl=purl,
        bom_ref=purl.to_string(),
    )


def _purl(part: Part) -> PackageURL:
    namespace, _, name = part.name.rpartition("/") if part.kind == "npm" else ("", "", part.name)
    if part.kind == "generic":
        name = name.lower()
    return PackageURL(part.kind, namespace or None, name, part.version)


def _licences(said: str | None) -> Iterable[License]:
    return [LicenseFactory().make_from_string(said)] if said else []


if __name__ == "__main__":
    facts_file, out = map(Path, sys.argv[1:])
    out.write_text(bill(json.loads(facts_file.read_text("utf-8"))), "utf-8", newline="\n")
