"""A draft in other languages, as people translated it: for reference, beside the Vietnamese text that counts.

Shapes: theme/pages/translation.html. What stands around the translation is said in its language where there is a
catalogue for it, else in Vietnamese and English; dates come from the record, never from the translation.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from duthao.domain import deadline_words
from duthao.domain.draft import Translation
from duthao.domain.language_codes import VIETNAMESE
from duthao.outputs.shared.languages import OWN_NAMES, anchor, own_name
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.outputs.web.stacked_tables import stacked
from duthao.records.record import Record
from duthao.records.translation_files import translated_text
from duthao.records.translation_files.translated_text import PARTS, TITLE, Part, TranslatedText
from duthao.rendering import markdown, messages

ID = "ban-dich-"
_ASKED = ("open", "upcoming")  # how it stands while a reader may comment, or soon will


def translations(site: Site, record: Record) -> dict[str, TranslatedText]:
    """Those that somebody stands for, with a title and a summary, by language, sorted."""
    declared = record.draft.translations
    return {
        lang: text
        for lang, text in sorted(record.translations.items())
        if lang in declared and text.title and text.summary
    }


def anchor_of(lang: str) -> str:
    """Where a translation stands on its draft's page: `ban-dich-zh-hans`."""
    return ID + anchor(lang)


def tongues(site: Site, lang: str) -> tuple[str, ...]:
    """In which languages its readers are spoken to: in their own where it has a catalogue, else in Vietnamese and English."""
    said_in = messages.spoken(site.root, lang)
    return (said_in,) if said_in == lang else (VIETNAMESE, said_in)


def tabs(site: Site, record: Record) -> list[dict[str, str]]:
    """`{id, lang, label, label_lang, html}` of each translation: what its tab is called, in which language, and what stands under it."""
    return [
        {
            "id": anchor_of(lang),
            "lang": lang,
            "label": own_name(lang),
            "label_lang": lang if lang in OWN_NAMES else VIETNAMESE,
            "html": translation(site, record, text),
        }
        for lang, text in translations(site, record).items()
    ]


def translation(site: Site, record: Record, text: TranslatedText) -> str:
    """A translation as finished HTML, with all that must be said of it."""
    lang = text.lang
    said_in = messages.spoken(site.root, lang)
    stale = text.stale(record.draft, record.body)
    parts = [_part(site, lang, part, part in stale) for part in text.shown if part.key != TITLE]
    there = {part.key for part in text.shown}
    context = {
        "id": anchor_of(lang),
        "lang": lang,
        "title": text.title,
        "title_stale": any(part.key == TITLE for part in stale),
        "stale": bool(stale),
        "parts": parts,
        "missing": [
            PARTS[key]
            for key in translated_text.source_texts(record.draft, record.body)
            if key not in there
        ],
    }
    asked = turns(site, record, lambda s, r: deadline(s, r, said_in)["how"] in _ASKED)
    notes = [
        replace(site, lang=tongue).render(
            "translation-note.html",
            tongue=tongue,
            code=record.code,
            demo=record.draft.demo,
            stale=bool(stale),
            deadlines=turns(site, record, lambda s, r, t=tongue: deadline(s, r, t)),  # type: ignore[misc]
            asked=asked,
            made=_made(record.draft.translations[lang], tongue),
        )
        for tongue in tongues(site, lang)
    ]
    return replace(site, lang=said_in).render(
        "translation.html", **context, notes=notes, tongue=said_in
    )


def _part(site: Site, lang: str, part: Part, stale: bool) -> dict[str, Any]:
    notes = f"{anchor_of(lang)}-{part.key}-"
    html = markdown.html(part.markdown, lambda key: "~/" + site.links.draft(key), notes)
    return {
        "heading": part.heading or PARTS[part.key],
        "named": bool(part.heading),
        "stale": stale,
        "html": stacked(html),
    }


def deadline(site: Site, record: Record, lang: str) -> dict[str, str]:
    """How it stands with the time for comments: `{how, since, until}`, the dates in `lang`."""
    view = site.view(record)
    if view.state in ("withdrawn", "dropped"):
        return {"how": view.state, "since": "", "until": ""}
    how = "open" if view.open else "upcoming" if view.state == "upcoming" else "closed"
    opens, closes = view.opens, view.closes
    if view.next_round and not view.open:  # what can still be said counts more than what is over
        how, opens, closes = "upcoming", view.next_opens, view.next_closes
    if opens is None or closes is None:
        how = "unknown" if view.state in ("planned", "undated") else "over"
        return {"how": how, "since": "", "until": ""}
    return {
        "how": how,
        "since": deadline_words.day_in(lang, opens),
        "until": deadline_words.until_in(lang, closes),
    }


def _made(about: Translation, lang: str) -> dict[str, str]:
    """Who answers for it, and since when."""
    return {
        "translator": about.translator,
        "reviewer": about.reviewer,
        "date": deadline_words.date_in(lang, about.date),
        "orthography": about.orthography or "",
    }
