"""What can be read in a language: translations of drafts, and scripts for the loudspeaker, on a page written by hand.

Shapes: theme/pages/live-translated.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from duthao.outputs import discovery
from duthao.outputs.shared.listing import ordered
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.outputs.web import translated_draft
from duthao.outputs.web.translated_draft import deadline, tongues
from duthao.records.record import Record
from duthao.records.translation_files.translated_text import RADIO
from duthao.rendering import messages

TRANSLATED = (
    "translated"  # the snippet: by language the draft as an entry of its list, finished HTML
)


def entries(site: Site, record: Record) -> dict[str, str]:
    """The draft as an entry of the list of each language in which it can be read or heard."""
    texts = translated_draft.translations(site, record)
    speech = site.links.speech(record.id)
    spoken: list[str] = []
    if any(link.path.startswith(speech) for link in discovery.page_links(site, record)):
        spoken = [
            lang
            for lang, text in record.translations.items()
            if lang in record.draft.translations and text[RADIO]
        ]
    return {lang: _entry(site, record, lang, lang in spoken) for lang in sorted({*texts, *spoken})}


def _entry(site: Site, record: Record, lang: str, spoken: bool) -> str:
    draft, text = record.draft, translated_draft.translations(site, record).get(lang)
    page = site.links.draft(record.id)
    links = {
        "url": f"~/{page}#{translated_draft.anchor_of(lang)}" if text else "",
        "script": "~/" + site.links.speech(record.id) if spoken else "",
    }
    stale = bool(text and text.stale(draft, record.body))
    notes = [
        {
            "tongue": tongue,
            "html": replace(site, lang=tongue).render(
                "translated-entry-note.html",
                deadlines=turns(site, record, lambda s, r, t=tongue: deadline(s, r, t)),  # type: ignore[misc]
                stale=stale,
                demo=draft.demo,
                **links,
            ),
        }
        for tongue in tongues(site, lang)
    ]
    return site.render(
        "translated-entry.html",
        lang=lang,
        title=text.title if text else draft.short_title,
        titled=text is not None,
        agency=site.agency_name(record, draft.agency),
        code=record.code,
        demo=draft.demo,
        notes=notes,
        **links,
    )


def digest(summaries: Sequence[Summary]) -> str:
    """On what the lists depend."""
    return snippet_digest(summaries, TRANSLATED)


def listed(site: Site, summaries: Sequence[Summary], arguments: Mapping[str, str]) -> str:
    """The list of a language (`lang`), what can be commented on first; or that there is nothing yet."""
    lang = arguments.get("lang", "en")
    drafts = ordered(tuple(summaries))
    found = [held[lang] for held in snippets(drafts, TRANSLATED) if lang in held]
    nothing = "Chưa có dự thảo nào được dịch sang ngôn ngữ này."
    return site.render(
        "live-translated.html",
        entries="".join(found),
        tongues=[
            {"tongue": tongue, "nothing": messages.catalogue(site.root, tongue).gettext(nothing)}
            for tongue in tongues(site, lang)
        ],
    )
