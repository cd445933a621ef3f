"""Lists of the drafts that can be read in a language, at addresses of their own: `/en/dang-lay-y-kien/`.

What nobody translated stands in the Vietnamese lists alone: how many that are is said, with the way there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from markupsafe import Markup

from duthao.errors import DuthaoError, Say
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.listing import (
    DraftList,
    Membership,
    draft_list,
    entries_html,
    in_list,
    unchanged_since,
)
from duthao.outputs.site import Site
from duthao.outputs.summary import Summary, snippet_digest
from duthao.outputs.web import translated_lists
from duthao.records.record import Record
from duthao.rendering import messages
from duthao.rendering.links import LISTED_IN, LISTS, LISTS_IN

# By language the snippet: the draft as an entry of its lists, finished HTML; "" where it cannot be read in it.
READ = MappingProxyType({lang: f"read_{lang}" for lang in LISTED_IN})
UNTRANSLATED = "Chưa dịch, chỉ có bằng tiếng Việt: {}"
COUNTED = "Số dự thảo: {}"


class _Words(NamedTuple):
    """What a list is called, what it is, and what is said while nothing stands in it."""

    title: str
    lead: str
    empty: str


_WORDS = MappingProxyType(
    {
        "all": _Words(
            "Dự thảo đọc được bằng ngôn ngữ này",
            "Mọi dự thảo có bản dịch, đang lấy ý kiến trước.",
            "Chưa có dự thảo nào được dịch sang ngôn ngữ này.",
        ),
        "open": _Words(
            "Đang lấy ý kiến",
            "Dự thảo có bản dịch, sắp hết hạn trước.",
            "Hiện không có dự thảo nào đang lấy ý kiến mà có bản dịch.",
        ),
        "answered": _Words(
            "Đã công bố tiếp thu, giải trình",
            "Cơ quan soạn thảo đã công bố ý kiến nào được tiếp thu, ý kiến nào không và vì sao.",
            "Chưa có dự thảo nào đã trả lời góp ý mà có bản dịch.",
        ),
    }
)
WORDS = (UNTRANSLATED, COUNTED, *(word for words in _WORDS.values() for word in words))


class LanguageList(NamedTuple):
    """The drafts of a list that can be read in a language, and those that cannot."""

    held: DraftList
    others: DraftList


class LanguageLists(Output):
    """Lists in other languages."""

    name = "language_lists"
    plans_from_summaries = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """Every list of every language that has some."""
        for lang in LISTED_IN:
            lists = _lists(site.summaries, lang)
            counts = [(len(of.held.now), of.held.counted("{}")) for of in lists.values()]
            entries = snippet_digest(site.summaries, READ[lang])
            for name, path in LISTS_IN.items():
                shown = follows_from(lang, lists[name].held, lists[name])
                yield Artifact(
                    site.links.file(site.links.in_language(lang, path)),
                    partial(_page, replace(site, lang=lang), name, lists),
                    depends_on=(counts, entries, shown),
                )

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft as an entry, where it is translated into the language."""
        texts = record.published_translations
        entries = translated_lists.entries(site, record) if texts else {}
        return {name: entries[lang].html if lang in texts else "" for lang, name in READ.items()}


def _lists(summaries: Sequence[Summary], lang: str) -> dict[str, LanguageList]:
    """Every list of a language, by its name."""
    return {name: _list(summaries, lang, name) for name in LISTS_IN}


def _list(summaries: Sequence[Summary], lang: str, name: str) -> LanguageList:
    there = [summary for summary in summaries if lang in summary.fields.languages]
    others = [summary for summary in summaries if lang not in summary.fields.languages]
    return LanguageList(draft_list(there, _in(name)), draft_list(others, _in(name)))


def _in(name: str) -> Membership:
    return in_list(name) if name in LISTS else lambda fields, now: True


def follows_from(lang: str, shown: DraftList, listed: LanguageList) -> tuple[object, ...]:
    """All that is said of a list of which the drafts in `shown` are seen."""
    counted = [(len(of.now), of.counted("{}")) for of in listed]
    entries = snippet_digest(shown.all, READ[lang])
    return shown.order, unchanged_since(shown.all), entries, counted


def _page(site: Site, name: str, lists: Mapping[str, LanguageList]) -> bytes:
    words, listed, links = _said(site, name), lists[name], site.links
    path = links.in_language(site.lang, LISTS_IN[name])
    main = site.render(
        "translated-list.html",
        title=words.title,
        lead=words.lead,
        choices=[
            {
                "label": _said(site, other).title,
                "url": "~/" + links.in_language(site.lang, LISTS_IN[other]),
                "count": len(of.held.now),
                "steps": of.held.counted("{}"),
                "current": other == name,
            }
            for other, of in lists.items()
        ],
        **_counted(site, listed.held),
        cards=cards(site, name, listed.held, listed),
    )
    return site.page(
        links.in_language(site.lang, name),
        path,
        title=words.title,
        description=words.lead,
        main=main,
    )


def _counted(site: Site, held: DraftList) -> dict[str, object]:
    words = messages.catalogue(site.root, site.lang).gettext(COUNTED)
    return {"count": words.format(len(held.now)), "counted": held.counted(words)}


def cards(
    site: Site, name: str, shown: DraftList, listed: LanguageList, *, onward: bool = False
) -> Markup:
    """The entries of `shown`, in a site that speaks the language; how many drafts of that list nobody translated; and, where
    it is asked for, the way to all that somebody did.
    """
    say = messages.catalogue(site.root, site.lang).gettext
    untranslated, path = say(UNTRANSLATED), LISTS_IN[name]
    more = {
        "text": say(_WORDS[name].title),
        "url": "~/" + site.links.in_language(site.lang, path),
        "count": f"({len(listed.held.now)})",
        "steps": listed.held.counted("({})"),
    }
    others = len(listed.others.now)
    html = site.render(
        "translated-cards.html",
        cards=entries_html(shown, READ[site.lang]),
        order=shown.order,
        some=bool(shown.now),
        empty=say(_WORDS[name].empty),
        known=unchanged_since(shown.all, site.lang),
        more=more if onward else None,
        others={
            "text": untranslated.format(others) if others else "",
            "url": f"~/{path}",
            "steps": listed.others.counted(untranslated, none=""),
        },
    )
    return Markup(html)


def _said(site: Site, name: str) -> _Words:
    say = messages.catalogue(site.root, site.lang).gettext
    return _Words(*map(say, _WORDS[name]))


# ---- in a page written by hand: `translated lang=en list=open`


def in_slot(
    address: str, summaries: Sequence[Summary], arguments: Mapping[str, str]
) -> tuple[str, str, LanguageList]:
    """Language, name and drafts of the list that a live part of the page at that address names. Raises DuthaoError."""
    lang, name = translated_lists.language_of(address, arguments), arguments.get("list", "")
    if lang not in LISTED_IN or name not in LISTS_IN:
        known = ", ".join(f"lang={lang} list={name}" for lang in LISTED_IN for name in LISTS_IN)
        raise DuthaoError(
            Say(
                f"content/{address}: không có danh sách lang={lang} list={name}. Có: {known}.",
                f"content/{address}: there is no list lang={lang} list={name}. There are: {known}.",
            )
        )
    return lang, name, _list(summaries, lang, name)
