"""A draft as schema.org describes it, for search engines: the text, the window for comments, and how to comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from duthao.clock import Point, iso
from duthao.domain.lifecycle import View, ended_since
from duthao.outputs.shared.comment_channels import form_url
from duthao.outputs.shared.record_data import published_documents, written_json
from duthao.outputs.site import Site
from duthao.records.record import Record

Node = dict[str, Any]
TEXT, TRANSLATION = "#van-ban", "#ban-dich"  # what names them, after the address of their page


def linked_data(site: Site, record: Record, translations: Mapping[str, str]) -> str:
    """JSON-LD that can stand in a script element: no `<` in it. `translations`: language → path of the page."""
    view = site.view(record)
    page = site.links.absolute(site.links.draft(record.id))
    agency = _bodies(site, record, record.draft.agencies)
    text = _text(site, record, view, page, agency)
    if translations:
        text["workTranslation"] = [
            {"@id": site.links.absolute(path) + TRANSLATION} for path in translations.values()
        ]
    return _written([text, *_window(site, record, view, page, agency)])


def translation_data(site: Site, record: Record, lang: str, title: str, path: str) -> str:
    """The same of a translation, whose page is at `path`."""
    page, original = site.links.absolute(path), site.links.absolute(site.links.draft(record.id))
    return _written(
        [
            {
                "@type": "CreativeWork",
                "@id": page + TRANSLATION,
                "name": title,
                "inLanguage": lang,
                "url": page,
                "translationOfWork": {"@id": original + TEXT},
            }
        ]
    )


def _written(graph: Sequence[Node]) -> str:
    said = written_json({"@context": "https://schema.org", "@graph": graph})
    return said.replace(b"<", b"\\u003c").decode()


def _text(site: Site, record: Record, view: View, page: str, agency: Node | list[Node]) -> Node:
    draft, registers = record.draft, site.registers
    node: Node = {
        "@type": "Legislation",
        "@id": page + TEXT,
        "name": draft.title,
        "alternateName": draft.short_title,
        "abstract": draft.summary,
        "identifier": record.code,
        "legislationType": registers.document_types[draft.document_type].name,
        "inLanguage": "vi",
        "url": page,
        "creativeWorkStatus": view.label,
        "creator": agency,
        "legislationPassedBy": _bodies(site, record, draft.issuers),
        "spatialCoverage": [
            {"@type": "Country", "name": "Việt Nam"}
            if draft.nationwide
            else {"@type": "AdministrativeArea", "name": registers.places[key].name}
            for key in draft.places
        ],
        "about": [{"@type": "Thing", "name": registers.topics[key].name} for key in draft.topics],
        "audience": [
            {"@type": "Audience", "audienceType": registers.audiences[key].name}
            for key in draft.audiences
        ],
        "encoding": list(_files(site, record)),
    }
    force = "NotInForce"  # a draft is no law
    if draft.issued and view.state == "issued":
        node["legislationIdentifier"] = draft.issued.number
        node["legislationDate"] = draft.issued.date.day.isoformat()
        effect = draft.issued.effective
        force = "" if effect is None else "InForce" if effect <= site.now.date() else force
    if force:
        node["legislationLegalForce"] = f"https://schema.org/{force}"
    if view.open and view.opens and view.closes:
        target = form_url(record, site.settings) or page + "#gop-y"
        node["potentialAction"] = {
            "@type": "CommentAction",
            "name": "Góp ý dự thảo",
            "startTime": iso(view.opens.start),
            "endTime": iso(view.closes.end),
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": target.replace("{", "%7B").replace("}", "%7D"),
            },
        }
    return node


def _window(
    site: Site, record: Record, view: View, page: str, agency: Node | list[Node]
) -> Iterator[Node]:
    """The time for comments, where its dates are known."""
    if not (view.opens and view.closes):
        return
    ended = ended_since(record.draft, site.now)
    off = ended is not None and ended <= view.closes.end
    yield {
        "@type": "Event",
        "@id": page + "#lay-y-kien",
        "name": f"Lấy ý kiến: {record.draft.short_title}",
        "description": record.draft.summary,
        "startDate": _dated(view.opens),
        "endDate": _dated(view.closes),
        "eventStatus": "https://schema.org/" + ("EventCancelled" if off else "EventScheduled"),
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": page},
        "organizer": agency,
        "isAccessibleForFree": True,
        "about": {"@id": page + TEXT},
    }


def _bodies(site: Site, record: Record, keys: Sequence[str]) -> Node | list[Node]:
    """One by itself, several as a list."""
    bodies = [_body(site, record, key) for key in keys]
    return bodies[0] if len(bodies) == 1 else bodies


def _body(site: Site, record: Record, key: str) -> Node:
    return {
        "@type": "GovernmentOrganization",
        "name": site.agency_name(record, key),
        "url": site.links.absolute(site.links.by("agency", key)),
    }


def _files(site: Site, record: Record) -> Iterator[Node]:
    for document in published_documents(site, record):
        file = record.files.get(document.file or "")
        if file:
            yield {
                "@type": "MediaObject",
                "name": document.title,
                "contentSize": str(file.size),
                "sha256": file.sha256,
                "contentUrl": site.links.attachment_address(record.id, file.name),
                "inLanguage": document.language,
            }


def _dated(point: Point) -> str:
    """A day, or an instant where an hour is given."""
    return iso(point.start) if point.timed else point.day.isoformat()
