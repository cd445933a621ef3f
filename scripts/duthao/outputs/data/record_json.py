"""Each record as data: `/api/v1/drafts/<id>.json`, all that the list says of it and all that is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from duthao.clock import iso
from duthao.domain.communication_log import PLANNED
from duthao.domain.draft import Round
from duthao.domain.draft_parts.dossier_documents import Document
from duthao.domain.publication import effective
from duthao.domain.rounds import Deadline, deadlines, results
from duthao.outputs import discovery
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.comment_channels import comment_fields
from duthao.outputs.shared.listing import FEEDS
from duthao.outputs.shared.log_words import spreads
from duthao.outputs.shared.record_data import VERSION, draft_line, paper, point_data, written_json
from duthao.outputs.shared.sheet import is_news, takes_comments
from duthao.outputs.shared.shown_meetings import files_out
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.records.release_facts import ASKED, FATES
from duthao.rendering.links import API


class RecordJson(Output):
    """Everything that a list says of the draft has the same name here."""

    name = "record_json"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/api/v1/drafts/<id>.json`."""
        yield Artifact(f"{API}drafts/{record.id}.json", partial(_whole, site, record))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The draft's own file."""
        yield PageLink("share", "Dữ liệu của dự thảo này", f"{API}drafts/{record.id}.json", "JSON")


def _whole(site: Site, record: Record) -> bytes:
    """The line of the list with more fields after it: what is the same is written once."""
    listed, more = draft_line(site, record), written_json(_more(site, record))
    return b"%b,%b\n" % (listed[:-1], more[1:])


def _more(site: Site, record: Record) -> dict[str, Any]:
    draft, absolute = record.draft, site.links.absolute
    page = site.links.draft(record.id)
    links = [PageLink("feed", label, page + name, "") for label, name, _ in FEEDS]
    # A card that all drafts in a state share is no picture of this one.
    pictured = is_news(site, record)
    links += [o for o in discovery.page_links(site, record) if pictured or o.group != "image"]
    view = site.view(record)
    return {
        "version": VERSION,
        "answer_due": view.answer_due.isoformat() if view.answer_due else None,
        "rounds": [
            {
                "of": round_.of,
                "opens": point_data(round_.opens),
                "first_closes": point_data(round_.closes),
                "deadlines": [
                    {
                        "since": iso(d.since),
                        "closes": point_data(d.closes),
                        "documents": [paper(p) for p in letters],
                    }
                    for place, (d, letters) in enumerate(_deadlines(round_))
                    if place == 0 or d.since <= site.now
                ],
                "answer_due": round_.answer_due.isoformat() if round_.answer_due else None,
                "outcome": _outcome(site, round_),
            }
            for round_ in draft.rounds
        ],
        "shortened": draft.shortened.model_dump() if draft.shortened else None,
        "official_posting": {
            "url": draft.official_posting.url,
            "date": draft.official_posting.date.isoformat(),
            "documents": [paper(d) for d in draft.official_posting.documents],
        }
        if draft.official_posting
        else None,
        "issued": {
            "number": draft.issued.number,
            "date": point_data(draft.issued.date),
            "effective": draft.issued.effective.isoformat() if draft.issued.effective else None,
        }
        if draft.issued and effective(draft.issued) <= site.now
        else None,
        "channels": [
            {
                "channel": use.channel,
                "label": PLANNED[use.channel][0],
                "planned": use.planned.isoformat(),
                "unit": use.unit,
            }
            for use in draft.channels
            if use.planned
        ],
        "made_known": [
            {
                "round": spread.asked.round,
                "about": spread.asked.about,
                "communes": spread.all.places,
                "posted": spread.all.posted,
                "aired": spread.all.aired,
                "posted_with_evidence": spread.evidenced.posted,
                "aired_with_evidence": spread.evidenced.aired,
            }
            for spread in spreads(site, record)
        ],
        "comment": _ways(site, record) if takes_comments(site, site.view(record)) else None,
        "press_contact": draft.contact.model_dump() if draft.contact else None,
        "sections": [
            {"key": s.key, "heading": s.heading, "markdown": s.markdown}
            for s in record.body.sections
        ],
        "links": [
            {"group": group, "label": label, "url": absolute(path)}
            for group, label, path, _ in links
        ],
        "files": [
            {
                "name": name,
                "url": site.links.attachment_address(record.id, name),
                "size": f.size,
                "sha256": f.sha256,
            }
            for name, f in sorted(files_out(site, record).items())
        ],
    }


def _deadlines(round_: Round) -> Iterator[tuple[Deadline, tuple[Document, ...]]]:
    """Each deadline with the letters that set it."""
    changes = sorted(round_.deadline_changes, key=effective)
    return zip(deadlines(round_), [(), *(c.documents for c in changes)], strict=False)


def _ways(site: Site, record: Record) -> dict[str, Any]:
    """Every way to comment that the page shows while opinions are taken or will be, by kind; the agency's own where the record names none."""
    known = comment_fields(site, record)
    return {
        "forms": known.form_urls,
        "emails": known.emails,
        "phones": known.phones,
        "postal_addresses": known.postal_addresses,
        "in_person": known.in_person,
        "zalo": known.zalo,
        "vneid": known.vneid,
    }


def _outcome(site: Site, round_: Round) -> dict[str, Any] | None:
    """What is out of a round: its counts once the summary is, what became of the opinions once the answer is."""
    out = {name: step for name, step in results(round_) if effective(step) <= site.now}
    known = round_.outcome
    if known is None or not out:
        return None
    counted = [*ASKED, *(FATES if "answered" in out else ())] if out.keys() - {"no_report"} else []
    return {
        **{name: getattr(known, name) for name in counted},
        **{
            name: {"at": point_data(step.at), "published": point_data(step.published)}
            for name, step in out.items()
        },
    }
