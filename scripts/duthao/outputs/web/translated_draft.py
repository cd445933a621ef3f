"""A draft in another language, as people translated it, at an address of its own: for reference, the Vietnamese text counts.

Shapes: theme/pages/translation.html. What stands around the translation is said in its language where there is a
catalogue for it, else in Vietnamese and English; dates come from the record, never from the translation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from duthao.domain import deadline_words
from duthao.domain.draft import Translation
from duthao.domain.ending import ending
from duthao.domain.language_codes import VIETNAMESE
from duthao.domain.rounds import former_deadlines
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.comment_channels import channels
from duthao.outputs.shared.languages import OWN_NAMES, own_name
from duthao.outputs.shared.status import counting, standing
from duthao.outputs.shared.turns import entry_turns, turns
from duthao.outputs.site import Site
from duthao.outputs.web.schema_org import translation_data
from duthao.outputs.web.stacked_tables import stacked
from duthao.records.record import Record
from duthao.records.translation_files import translated_text
from duthao.records.translation_files.translated_text import (
    PARTS,
    SUMMARY,
    TITLE,
    Part,
    TranslatedText,
)
from duthao.rendering import markdown, messages
from duthao.rendering.links import ALL, LISTED_IN

_FIRST = (SUMMARY, "new", "questions")  # what is read before all else, as on the Vietnamese page
LISTED = "Dự thảo đọc được bằng ngôn ngữ này"


class TranslatedDraft(Output):
    """A draft in each language into which somebody translated it."""

    name = "translations"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """`/<language>/du-thao/<id>/`."""
        for lang, text in record.published_translations.items():
            path = address(site, record, lang)
            yield Artifact(site.links.file(path), partial(_page, site, record, text))


def address(site: Site, record: Record, lang: str) -> str:
    """Where a translation stands: `zh-hans/du-thao/lc-2026-011/`."""
    return site.links.in_language(lang, site.links.draft(record.id))


def addresses(site: Site, record: Record) -> dict[str, str]:
    """The address of every translation, by language."""
    return {lang: address(site, record, lang) for lang in record.published_translations}


def alternates(site: Site, record: Record) -> list[tuple[str, str]]:
    """The draft in every language for theme/pages/head.html; none where it is Vietnamese alone."""
    others = addresses(site, record)
    original = site.links.draft(record.id)
    pages = {VIETNAMESE: original, **others, "x-default": original} if others else {}
    return [(lang, site.links.absolute(path)) for lang, path in pages.items()]


def languages(site: Site, record: Record, here: str) -> list[dict[str, Any]]:
    """The links between them, that of the language `here` being the current one; shape: theme/pages/_languages.html."""
    others = addresses(site, record)
    pages = {VIETNAMESE: site.links.draft(record.id), **others} if others else {}
    return [
        {
            "lang": lang,
            "label": own_name(lang),
            "label_lang": lang if lang in OWN_NAMES else VIETNAMESE,
            "url": "~/" + path,
            "current": lang == here,
        }
        for lang, path in pages.items()
    ]


def tongues(site: Site, lang: str) -> tuple[str, ...]:
    """In which languages its readers are spoken to: in their own where it has a catalogue, else in Vietnamese and English."""
    said_in = messages.spoken(site.root, lang)
    return (said_in,) if said_in == lang else (VIETNAMESE, said_in)


# ---- the page


def _page(site: Site, record: Record, text: TranslatedText) -> bytes:
    path = address(site, record, text.lang)
    said_in = tongues(site, text.lang)[0]
    foreign = replace(site, lang=said_in)
    return foreign.page(
        "draft" if said_in == VIETNAMESE else site.links.in_language(said_in, "draft"),
        path,
        title=text.title,
        description=text.summary,
        main=foreign.render("translation.html", **context(foreign, record, text)),
        data=translation_data(site, record, text.lang, text.title, path),
        alternates=alternates(site, record),
    )


def context(site: Site, record: Record, text: TranslatedText) -> dict[str, Any]:
    """What theme/pages/translation.html is given, by a site that speaks the language of the page."""
    lang, draft = text.lang, record.draft
    stale = text.stale(draft, record.body)
    there = {part.key for part in text.shown}
    asking = turns(site, record, lambda s, r: s.view(r).open)
    ways = channels(site, record) if asking else []
    parts = [_part(site, lang, part, part in stale) for part in text.shown if part.key != TITLE]
    say = messages.catalogue(site.root, site.lang).gettext
    return {
        "crumbs": [{"text": say(LISTED), "url": "~/" + site.links.in_language(lang, ALL)}]
        if lang in LISTED_IN
        else [],
        "lang": lang,
        "own": site.lang == lang,
        "title": text.title,
        "title_stale": any(part.key == TITLE for part in stale),
        "stale": bool(stale),
        "agency": turns(site, record, lambda s, r: s.drafters(r)),
        "code": record.code,
        "demo": draft.demo,
        "status": standing(site, record),
        "languages": languages(site, record, lang),
        "address": site.links.spelled(address(site, record, lang)),
        "notes": [_note(site, record, text, tongue) for tongue in tongues(site, lang)],
        "first": [part for part in parts if part["id"] in _FIRST],
        "rest": [part for part in parts if part["id"] not in _FIRST],
        "missing": [
            say(PARTS[key])
            for key in translated_text.source_texts(draft, record.body)
            if key not in there
        ],
        "comment": {"span": asking[0]["span"], "channels": ways} if ways else None,
        "original": "~/" + site.links.draft(record.id),
        "dossier": bool(draft.documents),
    }


def _note(site: Site, record: Record, text: TranslatedText, tongue: str) -> str:
    return replace(site, lang=tongue).render(
        "translation-note.html",
        tongue=tongue,
        demo=record.draft.demo,
        stale=bool(text.stale(record.draft, record.body)),
        deadlines=turns(site, record, lambda s, r: deadline(s, r, tongue)),
        former=entry_turns(site, record, lambda s, r: former(s, r, tongue)),
        original="~/" + site.links.draft(record.id),
        made=_made(record.draft.translations[text.lang], tongue),
    )


def _part(site: Site, lang: str, part: Part, stale: bool) -> dict[str, Any]:
    html = markdown.html(part.markdown, lambda key: "~/" + site.links.draft(key), f"{part.key}-")
    return {
        "id": part.key,
        "heading": part.heading
        or messages.catalogue(site.root, site.lang).gettext(PARTS[part.key]),
        "named": bool(part.heading) or site.lang == lang,
        "stale": stale,
        "html": stacked(html),
    }


def deadline(site: Site, record: Record, lang: str) -> dict[str, str]:
    """How it stands with the time for comments: `{how, since, until, ended}`, the dates in `lang`; while it is open with how
    many days are left, see `status.counting`.
    """
    view = site.view(record)
    said = {"how": view.state, "since": "", "until": "", "ended": "", "counted": "", "left": ""}
    if over := ending(record.draft, site.now):
        announced = deadline_words.until_in(lang, view.closes) if view.closes else ""
        day = deadline_words.date_in(lang, over.day)
        return {**said, "how": over.kind, "until": announced, "ended": day}
    how = view.state if view.state in ("open", "upcoming", "planned") else "closed"
    opens, closes = view.opens, view.closes
    if view.next_round and not view.open:  # what can still be said counts more than what is over
        how, opens, closes = "upcoming", view.next_opens, view.next_closes
    if opens is None or closes is None:
        unknown = any(round_.unknown for round_ in record.draft.rounds)
        return {**said, "how": "undated" if unknown else how if how == "planned" else "over"}
    if how == "open" and lang == site.lang:  # the browser counts in the language of the page alone
        say = messages.catalogue(site.root, lang).gettext
        said |= counting(view, site.now, site.settings, say)
    return {
        **said,
        "how": how,
        "since": deadline_words.day_in(lang, opens),
        "until": deadline_words.until_in(lang, closes),
    }


def former(site: Site, record: Record, lang: str) -> list[dict[str, str]]:
    """Deadlines of the round of which `deadline` tells that hold no more: `{how, until, day}`, the dates in `lang`; how:
    extended, shortened.
    """
    view = site.view(record)
    if view.round is None or (view.next_round and not view.open):
        return []
    return [
        {
            "how": "extended" if was.extended else "shortened",
            "until": deadline_words.until_in(lang, was.closes),
            "day": deadline_words.day_in(lang, was.change.decided),
        }
        for was in former_deadlines(record.draft.rounds[view.round - 1], site.now)
    ]


def _made(about: Translation, lang: str) -> dict[str, str]:
    """Who answers for it, and since when."""
    return {
        "translator": about.translator,
        "reviewer": about.reviewer,
        "date": deadline_words.date_in(lang, about.date),
        "orthography": about.orthography or "",
    }
