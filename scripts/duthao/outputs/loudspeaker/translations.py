"""A script in other languages: what people translated and reviewed, never a machine; else a glossary for who interprets.

A translation stands in `<lang>.md` beside the record under the heading of the officer's own words for the radio. It
is of one Vietnamese text, the opening script, and of the deadline: when either changed since, it is stale.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict

from duthao.clock import date_vi
from duthao.domain.language_codes import NAMES
from duthao.errors import Finding, Say
from duthao.outputs.loudspeaker.script_kinds import OPENING, closed_reason, kinds
from duthao.outputs.loudspeaker.scripts import compose, scripts, until
from duthao.outputs.shared.languages import vietnamese_name
from duthao.outputs.site import Site, memo
from duthao.records import strict_yaml
from duthao.records.body import plain
from duthao.records.record import Record
from duthao.records.translation_files.translated_text import RADIO
from duthao.rendering import fonts

OLD = "bản dịch cũ"
WORDS = "theme/speech/tu-ngu.yml"


class Rendering(NamedTuple):
    """A script in another language; `origin` says who made it and when, `stale` that the Vietnamese text is another by now."""

    lang: str
    name: str
    text: str
    origin: str
    stale: bool


class Word(NamedTuple):
    """A word that an interpreter may stumble over, and what it means."""

    term: str
    meaning: str


@memo
def source_sha256(site: Site, record: Record) -> str:
    """What a translator writes into `source_sha256`: of the opening script as on its first day, and of the deadline as it is.

    Of the first day, so that what passes with time (a meeting, the end) makes no translation stale.
    """
    view = site.view(record)
    assert view.opens is not None
    first = replace(site, now=view.opens.start)
    opening = f"{OPENING}.txt"
    text = next(script.text for script in compose(first, record).texts if script.file == opening)
    return hashlib.sha256(f"{text}\n{until(site, record)}\n".encode()).hexdigest()


def renderings(site: Site, record: Record) -> tuple[Rendering, ...]:
    """The record's script in other languages: those that hold first, the stale last."""
    declared = record.draft.translations
    if not declared or not kinds(site, record):
        return ()
    current = source_sha256(site, record)
    results = []
    for lang, about in declared.items():
        if text := _text(record, lang):
            origin = f"Người dịch: {about.translator}. Người hiệu đính: {about.reviewer}. Ngày dịch: {date_vi(about.date)}."
            origin += f" Hệ chữ viết: {about.orthography}." if about.orthography else ""
            name = vietnamese_name(lang)
            results.append(
                Rendering(
                    lang, name[:1].upper() + name[1:], text, origin, about.source_sha256 != current
                )
            )
    return tuple(sorted(results, key=lambda r: (r.stale, r.lang)))


def on_air(site: Site, record: Record) -> tuple[Rendering, ...]:
    """Those of a draft whose opening script may still go on air."""
    return () if closed_reason(site.view(record)) else renderings(site, record)


def _text(record: Record, lang: str) -> str:
    """The script in `<lang>.md`, a sentence or more a line; "" where there is none."""
    text = record.translations.get(lang)
    section = text[RADIO] if text else None
    return "\n".join(plain(line) for line in section.markdown.split("\n")) if section else ""


@memo
def languages(site: Site, record: Record) -> tuple[str, ...]:
    """The languages spoken where the record is heard, as the register of places has them."""
    places = site.registers.places
    reached = site.registers.places_reached(record.draft.places)
    return tuple(sorted({lang for key in reached for lang in places[key].languages}))


def wanting(site: Site, record: Record) -> tuple[str, ...]:
    """Those of them into which there is no translation of the present text: somebody interprets."""
    current = {r.lang for r in renderings(site, record) if not r.stale}
    return tuple(lang for lang in languages(site, record) if lang not in current)


class Printed(TypedDict):
    """A translation for paper: its name, who made it, its sentences; `lang` as Typst wants it."""

    label: str
    origin: str
    lang: str
    lines: list[str]


def printed(renderings: Iterable[Rendering]) -> list[Printed]:
    """Those that can be put on paper: they are not stale, and the print font has their letters."""
    return [
        {
            "label": r.name,
            "origin": r.origin,
            "lang": r.lang.partition("-")[0],
            "lines": r.text.split("\n"),
        }
        for r in renderings
        if not r.stale and fonts.has_glyphs(r.text)
    ]


def unprinted(renderings: Iterable[Rendering]) -> Iterator[str]:
    """What paper says of the others."""
    for r in renderings:
        if r.stale:
            yield f"{r.name}: bản dịch cũ, không in; xem trên trang và đối chiếu với bản tiếng Việt."
        elif not fonts.has_glyphs(r.text):
            yield f"{r.name}: có bản dịch trên trang, phông chữ bản in không có chữ này."


def spelled(langs: tuple[str, ...]) -> str:
    """`Dao, Mông, Tày`."""
    return ", ".join(sorted(NAMES.get(lang, lang) for lang in langs))


def glossary(root: Path, text: str) -> tuple[Word, ...]:
    """The words of the glossary that stand in the text, in the order of the glossary."""
    lower = text.lower()
    return tuple([word for word in _glossary(root) if word.term in lower])


def interpreter_glossary(site: Site, record: Record) -> tuple[Word, ...]:
    """For who interprets the scripts on air; nothing where everybody has a translation or none is needed."""
    if not wanting(site, record):
        return ()
    on_air = [script.text for script in scripts(site, record).on_air]
    return glossary(site.root, "\n".join(on_air))


@cache
def _glossary(root: Path) -> tuple[Word, ...]:
    source, _ = strict_yaml.parse((root / WORDS).read_text(encoding="utf-8"), WORDS)
    return tuple(Word(term, str(text)) for term, text in (source.data if source else {}).items())


def findings(site: Site, record: Record) -> Iterator[Finding]:
    """Translations that are no longer of the present text (warnings: the Vietnamese text goes out)."""
    for rendering in renderings(site, record):
        if rendering.stale:
            current = source_sha256(site, record)
            yield record.finding(
                "translation-stale",
                ("translations", rendering.lang, "source_sha256"),
                Say(
                    f"Bản dịch {rendering.lang} không còn khớp bài phát thanh tiếng Việt, được ghi «bản dịch cũ».",
                    f"Translation {rendering.lang} is stale and marked so.",
                ),
                Say(
                    f"Dịch lại, hiệu đính, rồi ghi source_sha256: {current}",
                    f"Revise it, then write source_sha256: {current}",
                ),
                "warning",
            )
