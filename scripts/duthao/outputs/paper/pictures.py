"""Pictures: the 16:9 slide for screens (1920×1080) and the card for messengers and social networks (1200×630)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.sheet import (
    CARD,
    SheetData,
    changes,
    deadline,
    document_line,
    invitation,
    is_news,
    own_marks,
    points,
    sheet_artifact,
    sheet_data,
    takes_comments,
)
from duthao.outputs.site import Site
from duthao.records.record import Record

SLIDE = "man-hinh.png"
_ROWS = 3
_CURRENT = ("open", "upcoming")


class CardData(SheetData):
    """`theme/print/the.typ`: what a link to the draft looks like before it is opened; `when` or else `label` is boxed."""

    kicker: str
    headline: str
    drafter: str
    label: str
    when: str


class SlideData(SheetData):
    """`theme/print/man-hinh.typ`. `points` of {label, words}."""

    kicker: str
    headline: str
    drafter: str
    deadline: dict[str, str | None]
    points: list[dict[str, str]]
    phone: str


class Pictures(Output):
    """The card is of every record, the slide of those on which opinions are or will be asked."""

    name = "pictures"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`the.png` of every record: its own, or what all that stand as it does share (see `is_news`); `man-hinh.png` while
        opinions are or will be taken: a screen must not show what is over.
        """
        if not site.printed:
            return
        view = site.view(record)
        own = is_news(site, record)
        data = card(site, record, view) if own else shared_card(site, record, view)
        yield sheet_artifact(site, record, CARD, data)
        if view.state in _CURRENT and view.closes:
            yield sheet_artifact(site, record, SLIDE, slide(site, record, view))

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The card, and the slide where there is one."""
        if not site.printed:
            return
        yield PageLink("image", "", site.links.draft(record.id, CARD), "")
        view = site.view(record)
        if view.state in _CURRENT and view.closes:
            yield PageLink(
                "print",
                "Hình cho màn hình",
                site.links.draft(record.id, SLIDE),
                "PNG 1920 × 1080",
            )


def _card_data(site: Site, record: Record, title: str) -> SheetData:
    """A card is not dated and bears no code: it is made again only when what it shows changed."""
    return {
        **sheet_data(site, record, title),
        "imprint": "",
        "qr_alt": "",
        "marks": own_marks(site, record),
    }


def shared_card(site: Site, record: Record, view: View) -> CardData:
    """The data of the card of all drafts that stand like this one: how they stand, and whose site it is. It names none."""
    province = site.settings.province
    return {
        **_card_data(site, record, view.label),
        "url": site.links.absolute(""),
        "short_url": site.links.spelled(""),
        "kicker": province.site_title,
        "headline": view.label,
        "drafter": province.publisher,
        "label": "Xem hồ sơ dự thảo",
        "when": "",
    }


def card(site: Site, record: Record, view: View) -> CardData:
    """The data of the draft's own card."""
    draft = record.draft
    return {
        **_card_data(site, record, draft.short_title),
        "kicker": document_line(site, record, view),
        "headline": draft.short_title,
        "drafter": site.drafters(record),
        "label": view.label,
        "when": _when(site, view),
    }


def _when(site: Site, view: View) -> str:
    if view.closes is None or view.opens is None or not takes_comments(site, view):
        return ""
    if view.opens.start > site.now:
        return deadline_words.period(view.opens, view.closes).capitalize()
    return f"Góp ý đến {deadline_words.until(view.closes)}"


def slide(site: Site, record: Record, view: View) -> SlideData:
    """The data of the slide."""
    draft = record.draft
    return {
        **sheet_data(site, record, draft.short_title),
        "kicker": invitation(site, record, view),
        "headline": draft.short_title,
        "drafter": site.drafters(record),
        "deadline": deadline(site, record, view),
        "points": slide_points(record),
        "phone": f"Điện thoại: {'; '.join(draft.comment.phones)}"
        if draft.comment and draft.comment.phones
        else "",
    }


def slide_points(record: Record) -> list[dict[str, Any]]:
    """What fits on a screen: up to three of {label, words}, the label "" where there is no comparison."""
    rows = [{"label": row["subject"], "words": row["draft"]} for row in changes(record)]
    return (rows or [{"label": "", "words": words} for words in points(record)])[:_ROWS]
