"""What harvesters and search engines read: DCAT 3 of every dataset, and the map of pages."""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

from dashboards.api.words import say
from dashboards.embed.pictures import WORDS
from dashboards.published import Edition
from dashboards.queries import listing, places, trust

MOST_ADDRESSES = 50_000  # of one sitemap, by its standard
PAGES = ("", "senales", "compromisos", "fuentes", "datos", "metodos")
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
IANA = "https://www.iana.org/assignments/media-types/"
LANGUAGES = [
    {"@id": f"http://publications.europa.eu/resource/authority/language/{code}",
     "@type": "dcterms:LinguisticSystem"}
    for code in ("SPA", "ENG")
]  # fmt: skip
# Cadences as sources tell them; what is in none of these words has no frequency that can be named.
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
FREQUENCIES = {
    "daily": "DAILY",
    "each day": "DAILY",
    "monthly": "MONTHLY",
    "each month": "MONTHLY",
    "about each quarter": "QUARTERLY",
    "yearly": "ANNUAL",
    "each year": "ANNUAL",
    "each biennium": "BIENNIAL",
    "irregular": "IRREG",
    "once": "NEVER",
}


def dcat(edition: Edition, root: str, language: str) -> dict[str, Any]:
    """The catalogue of an edition's datasets.

    Args:
        edition: edition being read.
        root: address of this installation.
        language: of the catalogue's own title; datasets carry both.
    """
    listed = [_dataset(told, name, edition, root) for told, name in _all(edition)]
    mark = f" [{say(WORDS, 'synthetic', language)}]" if edition.synthetic else ""
    told = say(WORDS, "home", language)
    return {
        "@context": CONTEXT,
        "@id": f"{root}/catalogo.jsonld",
        "@type": "dcat:Catalog",
        "dcterms:title": _text(say(WORDS, "catalogue", language) + mark, language),
        "dcterms:description": _text(told + mark, language),
        "dcterms:publisher": _publisher(root),
        "dcterms:language": LANGUAGES,
        "dcterms:issued": _moment(edition.created_at),
        "dcat:version": edition.id,
        "foaf:homepage": _page(f"{root}/"),
        "dcat:service": {
            "@id": f"{root}/api/v1/",
            "@type": "dcat:DataService",
            "dcterms:title": _text("API", language),
            "dcat:endpointURL": _thing(f"{root}/api/v1/"),
            "dcat:endpointDescription": _thing(f"{root}/api/v1/openapi.json"),
            "dcat:servesDataset": [{"@id": dataset["@id"]} for dataset in listed],
        },
        "dcat:dataset": listed,
    }


def datasets(edition: Edition, root: str, language: str) -> dict[str, Any]:
    """The same datasets as schema.org tells them, for the page that lists them.

    Args:
        edition: edition being read.
        root: address of this installation.
        language: of names and descriptions.
    """
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": say(WORDS, "catalogue", language),
        "url": f"{root}/datos",
        "version": edition.id,
        "dateModified": edition.created_at,
        "dataset": [
            _described(told, name, edition, root, language) for told, name in _all(edition)
        ],
    }


def _described(
    told: dict[str, Any], name: str, edition: Edition, root: str, language: str
) -> dict[str, Any]:
    address = f"{root}/descargas/{edition.id}/{name}"
    files = [*told.get("resources", []), *told.get("alternates", [])]
    ending = "_en" if language == "en" else ""
    return {
        "@type": "Dataset",
        "name": told.get(f"title{ending}") or name,
        "description": told.get(f"description{ending}") or name,
        "url": f"{address}/datapackage.json",
        "identifier": f"{name}@{edition.id}",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Veta"},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA.get(str(file.get("format")), "application/octet-stream"),
                "contentUrl": f"{address}/{file['path']}",
            }
            for file in files
            if isinstance(file.get("path"), str)
        ],
    }


def _all(edition: Edition) -> list[tuple[dict[str, Any], str]]:
    """Descriptor and name of every package of an edition."""
    found = sorted((edition.folder / "downloads").glob("*/datapackage.json"))
    return [(json.loads(path.read_text("utf-8")), path.parent.name) for path in found]


def _dataset(told: dict[str, Any], name: str, edition: Edition, root: str) -> dict[str, Any]:
    address = f"{root}/descargas/{edition.id}/{name}"
    files = [*told.get("resources", []), *told.get("alternates", [])]
    resources = [file for file in files if isinstance(file.get("path"), str)]
    codes = [s["source_id"] for s in told.get("sources", []) if s.get("source_id")]
    cadences = {row["cadence"] for code in codes if (row := trust.source(code)) and row["cadence"]}
    said: dict[str, Any] = {
        "@id": f"{address}/datapackage.json",
        "@type": "dcat:Dataset",
        "dcterms:identifier": f"{name}@{edition.id}",
        "dcterms:title": _both(told, "title"),
        "dcterms:description": _both(told, "description"),
        "dcterms:publisher": _publisher(root),
        "dcterms:modified": _moment(edition.created_at),
        "dcterms:language": LANGUAGES,
        "dcat:version": edition.id,
        "dcat:keyword": told.get("keywords", []),
        "dcat:landingPage": _page(f"{root}/datos"),
        "dcat:distribution": [_distribution(r, address) for r in resources],
        "dcterms:source": [_source(s) for s in told.get("sources", [])],
    }
    named = {FREQUENCIES.get(cadence) for cadence in cadences}
    if len(named) == 1 and (frequency := named.pop()):
        said["dcterms:accrualPeriodicity"] = {
            "@id": FREQUENCY + frequency,
            "@type": "dcterms:Frequency",
        }
    return said


def _distribution(resource: dict[str, Any], address: str) -> dict[str, Any]:
    link = _thing(f"{address}/{resource['path']}")
    media = MEDIA.get(str(resource.get("format")), "application/octet-stream")
    said: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dcterms:title": str(resource["path"]),
        "dcat:accessURL": link,
        "dcat:downloadURL": link,
        "dcat:mediaType": {"@id": IANA + media, "@type": "dcterms:MediaType"},
    }
    if resource.get("compression") == "gz":
        packed = {"@id": f"{IANA}application/gzip", "@type": "dcterms:MediaType"}
        said["dcat:compressFormat"] = packed
    if resource.get("bytes") is not None:
        said["dcat:byteSize"] = {
            "@type": "xsd:nonNegativeInteger",
            "@value": str(resource["bytes"]),
        }
    kind, _colon, value = str(resource.get("hash", "")).partition(":")
    if kind == "sha256":
        said["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {
                "@id": "spdx:checksumAlgorithm_sha256",
                "@type": "spdx:ChecksumAlgorithm",
            },
            "spdx:checksumValue": {"@type": "xsd:hexBinary", "@value": value},
        }
    return said


def _source(source: dict[str, Any]) -> dict[str, Any]:
    """A dataset of somebody else's; a licence in words is a statement of rights."""
    about = _both(source, "title")
    said: dict[str, Any] = {
        "@type": "dcat:Dataset",
        "dcterms:title": about,
        "dcterms:description": about,
    }
    if source.get("path"):
        said["dcat:landingPage"] = _page(str(source["path"]))
    licence = source.get("licence")
    if licence and licence != "not stated":
        said["dcterms:accessRights"] = {"@type": "dcterms:RightsStatement", "rdfs:label": licence}
    if source.get("data_as_of"):
        said["dcterms:modified"] = {"@type": "xsd:date", "@value": source["data_as_of"]}
    return said


def _publisher(root: str) -> dict[str, Any]:
    return {"@id": f"{root}/#veta", "@type": "foaf:Agent", "foaf:name": "Veta"}


def _page(address: str) -> dict[str, str]:
    return {"@id": address, "@type": "foaf:Document"}


def _thing(address: str) -> dict[str, str]:
    return {"@id": address, "@type": "rdfs:Resource"}


def _both(told: dict[str, Any], key: str) -> list[dict[str, str]]:
    found = {"es": told.get(key), "en": told.get(f"{key}_en")}
    return [_text(str(text), language) for language, text in found.items() if text]


def _text(text: str, language: str) -> dict[str, str]:
    return {"@value": text, "@language": language}


def _moment(value: str | None) -> dict[str, str] | None:
    return {"@type": "xsd:dateTime", "@value": value} if value else None


def sitemap(edition: Edition, root: str) -> bytes:
    """Pages and factsheets, in the sitemap protocol; both languages where they differ."""
    day = str(edition.created_at or "")[:10]
    known = places.index()
    sheets = [known[code] for code in listing.places_with_money() if code in known]
    addresses = [f"{root}/{name}" for name in PAGES]
    addresses += [f"{root}/ficha/{place.country}/{place.id}" for place in sheets]
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    lines = [f"<url><loc>{escape(a)}</loc>{changed}</url>" for a in addresses[:MOST_ADDRESSES]]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        + "\n".join(lines)
        + "\n</urlset>\n"
    ).encode()
