"""ninjs 3.0: the shape that the standard asks for, and the very items of the feed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from duthao.outputs.feeds import ninjs
from tests.conftest import PROVINCE
from tests.feed_site import CONTENT, contents, ids, site_at

TEXT = {"type": "string", "minLength": 1}
WHEN = {"type": "string", "format": "date-time"}
URI = {"type": "string", "format": "uri"}
NUMBER = {"type": "number"}


def shape(required: tuple[str, ...], **properties: object) -> dict[str, object]:
    """The standard knows no other properties than it names."""
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


def many(of: object) -> dict[str, object]:
    return {"type": "array", "items": of}


CONCEPT = shape(("name",), name=TEXT, literal=TEXT, uri=URI)
RENDITION = shape(
    ("name",),
    name=TEXT,
    href=URI,
    contentType=TEXT,
    sizeInBytes=NUMBER,
    width=NUMBER,
    height=NUMBER,
)
ITEM = shape(
    ("uri",),
    standard=shape((), name={"const": "ninjs"}, version={"const": "3.0"}, schema=URI),
    uri=URI,
    type={"enum": ["text", "picture"]},
    version=TEXT,
    firstCreated=WHEN,
    versionCreated=WHEN,
    pubStatus={"enum": ["usable", "withheld", "canceled"]},
    language={"const": "vi"},
    headlines=many(shape(("value",), role=TEXT, contentType=TEXT, value=TEXT)),
    descriptions=many(shape(("value",), role=TEXT, contentType=TEXT, value=TEXT)),
    bodies=many(shape(("value",), role=TEXT, contentType=TEXT, value=TEXT)),
    by=TEXT,
    infoSources=many(CONCEPT),
    organisations=many(CONCEPT),
    places=many(CONCEPT),
    subjects=many(CONCEPT),
    renditions=many(RENDITION),
    associations=many(
        shape(
            ("name", "uri"),
            name=TEXT,
            uri=URI,
            type={"enum": ["text", "picture"]},
            renditions=many(RENDITION),
        )
    ),
    edNote=TEXT,
)


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    (artifact,) = ninjs.Ninjs().for_site(site_at(PROVINCE))
    data = json.loads(artifact.render())
    assert artifact.path == "api/v1/ninjs.json" and data["version"] == 1
    return list(data["items"])


def test_the_shape_is_that_of_the_standard(items: list[dict[str, Any]]) -> None:
    check = jsonschema.Draft202012Validator(
        ITEM, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for item in items:
        assert [fault.message for fault in check.iter_errors(item)] == []


def test_items_are_those_of_the_feed(items: list[dict[str, Any]]) -> None:
    raw = contents(site_at(PROVINCE))["rss.xml"]
    assert [item["uri"] for item in items] == ids(raw)[:50] and len(items) == 50
    for item, told in zip(items, etree.fromstring(raw).iter("item"), strict=False):
        assert item["headlines"][0]["value"] == told.findtext("title")
        if len(told.findall("category")) == 1:  # older than eight days: the feed is brief
            continue
        assert item["descriptions"][0]["value"] == told.findtext("description")
        full = told.findtext(CONTENT + "encoded")
        assert full in (None, item["bodies"][0]["value"])
        assert item["bodies"][0]["value"].startswith(told.findtext("description") or "nothing")
        names = [c["name"] for c in (*item["subjects"], *item["organisations"], *item["places"])]
        assert sorted(names) == sorted(
            c.text for c in told.findall("category") if c.text != "Dữ liệu minh họa"
        )
        demo = "Dữ liệu minh họa" in [c.text for c in told.findall("category")]
        assert demo == ("edNote" in item)
        files = [a["uri"] for a in item["associations"] if a["name"] == "document"]
        assert files == [e.get("url") for e in told.findall("enclosure")]


def test_pages_that_are_named_are_there(items: list[dict[str, Any]], built: Path) -> None:
    base = site_at(PROVINCE).links.absolute("")
    for item in items:
        for concept in (*item["subjects"], *item["organisations"], *item["places"]):
            if "uri" in concept:
                assert (built / "site" / concept["uri"].removeprefix(base) / "index.html").is_file()
        for association in item["associations"]:
            assert (built / "site" / association["uri"].removeprefix(base)).is_file()
