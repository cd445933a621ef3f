"""What can be read in a language: translations of drafts, and scripts for the loudspeaker, on a page written by hand.

Shapes: theme/pages/live-translated.html.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from duthao.domain.language_codes import can_be_translated_into
from duthao.errors import DuthaoError, Say
from duthao.outputs import discovery
from duthao.outputs.output import IN_LANGUAGE
from duthao.outputs.shared.listing import ordered
from duthao.outputs.shared.status import standing
from duthao.outputs.shared.turns import turns
from duthao.outputs.site import Site, memo
from duthao.outputs.summary import Summary, snippet_digest, snippets
from duthao.outputs.web import translated_draft
from duthao.outputs.web.translated_draft import deadline, tongues
from duthao.records.record import Record
from duthao.records.translation_files.translated_text import TranslatedText
from duthao.rendering import messages

TRANSLATED = (
    "translated"  # the snippet: by language the draft as an entry of its list, see LanguageEntry
)
NOTHING = "Chưa có dự thảo nào được dịch sang ngôn ngữ này."


class LanguageEntry(NamedTuple):
    """The draft in a list: finished HTML, and whether it is seen at the build."""

    html: str
    now: bool


@memo
def entries(site: Site, record: Record) -> dict[str, LanguageEntry]:
    """The draft as an entry of the list of each language in which it can be read or, now or later, heard."""
    texts = record.published_translations
    langs = sorted({*texts, *record.translations})
    entries = {lang: _entry(site, record, lang, texts.get(lang)) for lang in langs}
    return {lang: entry for lang, entry in entries.items() if entry}


def _script(site: Site, record: Record, lang: str) -> dict[str, object] | None:
    """`{url, stale}` of the script in a language while it may go on air."""
    group = IN_LANGUAGE + lang
    link = next((o for o in discovery.page_links(site, record) if o.group == group), None)
    return {"url": "~/" + link.path, "stale": bool(link.note)} if link else None


def _entry(
    site: Site, record: Record, lang: str, text: TranslatedText | None
) -> LanguageEntry | None:
    """The entry; None where there is nothing to read and never will be anything to hear."""
    draft = record.draft
    scripts = turns(site, record, lambda s, r: _script(s, r, lang))
    if not text and not scripts:
        return None
    there = turns(site, record, lambda s, r: bool(text or _script(s, r, lang)))[0]
    said_in = tongues(site, lang)
    foreign = replace(site, lang=said_in[0])  # as the page on which the list stands
    path = translated_draft.address(site, record, lang) if text else site.links.speech(record.id)
    notes = [
        {
            "tongue": tongue,
            "html": replace(site, lang=tongue).render(
                "translated-entry-note.html",
                deadlines=turns(foreign, record, lambda s, r, t=tongue: deadline(s, r, t)),  # type: ignore[misc]
                stale=bool(text and text.stale(draft, record.body)),
                scripts=scripts,
            ),
        }
        for tongue in said_in
    ]
    html = foreign.render(
        "translated-entry.html",
        lang=lang,
        title=text.title if text else draft.short_title,
        titled=text is not None,
        agency=site.drafters(record),
        code=record.code,
        demo=draft.demo,
        status=standing(foreign, record),
        notes=notes,
        url="~/" + path,
        at=site.links.spelled(path),
        span=there["span"],
    )
    return LanguageEntry(html, there["now"])


def digest(summaries: Sequence[Summary]) -> str:
    """On what the lists depend."""
    return snippet_digest(summaries, TRANSLATED)


def language_of(address: str, arguments: Mapping[str, str]) -> str:
    """The language that a live part of the page of `content/` at that address names. Raises DuthaoError where it names none."""
    lang = arguments.get("lang", "")
    if not can_be_translated_into(lang):
        raise DuthaoError(
            Say(
                f"content/{address}: phần động «translated» có lang={lang or '(thiếu)'}: ghi mã ngôn ngữ như lang=en, lang=zh-Hans, lang=hmn-Latn.",
                f"content/{address}: the live part `translated` has lang={lang or '(none)'}: write a code such as lang=en, lang=zh-Hans, lang=hmn-Latn.",
            )
        )
    return lang


def listed(site: Site, lang: str, summaries: Sequence[Summary]) -> str:
    """The list of a language, what can be commented on first; or that there is nothing yet."""
    drafts = ordered(tuple(summaries))
    found = [held[lang] for held in snippets(drafts, TRANSLATED) if lang in held]
    return site.render(
        "live-translated.html",
        entries="".join(entry.html for entry in found),
        some=any(entry.now for entry in found),
        tongues=[
            {"tongue": tongue, "nothing": messages.catalogue(site.root, tongue).gettext(NOTHING)}
            for tongue in tongues(site, lang)
        ],
    )
