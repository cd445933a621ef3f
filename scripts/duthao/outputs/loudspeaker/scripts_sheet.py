"""The scripts of a draft on paper, in large letters, for the announcer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from duthao.errors import Findings
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import translations
from duthao.outputs.loudspeaker.script_kinds import (
    UNRELEASED,
    approval,
    is_released,
    kind_of,
    off_air_at,
    off_air_reasons,
)
from duthao.outputs.loudspeaker.scripts import Script, scripts
from duthao.outputs.loudspeaker.ssml import figures, off_air_words, sentence_groups, slow_phrases
from duthao.outputs.shared.editions import edition
from duthao.outputs.shared.over_sheet import over_sheet
from duthao.outputs.shared.sheet import SheetData, sheet_data
from duthao.outputs.site import Site
from duthao.records.record import Record
from duthao.rendering import typesetting

PAPER = "loa.pdf"
OVER = "Bài phát thanh không phát nữa"
STATION = "Đây là Đài truyền thanh"  # the station's own first line; the announcer adds which


class ScriptsSheet(SheetData):
    """`theme/print/loa.typ`. `scripts` of {label, figures, groups: [[{senses, slow}]]}; `stamp` lies across every page."""

    author: str
    running: str
    headline: str
    stamp: str
    notes: list[str]
    station: str
    scripts: list[dict[str, Any]]
    approval: str
    translations: list[translations.Printed]
    glossary: list[dict[str, str]]


def artifact(site: Site, record: Record) -> Artifact:
    """The paper of a record all of whose scripts can be read: those that may go on air, or that none may, and why, which is the
    same of all drafts that went off the air for the same reason. As the texts do (0032) that names no draft; it bears no edition,
    for a result goes off the air without any news of that day.
    """
    path = site.links.speech(record.id, PAPER)
    if not scripts(site, record).on_air:
        why = f"{off_air_reasons(site, record)}. Các bài phát thanh của dự thảo này không phát nữa."
        return over_sheet(site, record, path, OVER, [why])
    template, data, dated = _template(site.root), sheet(site, record), edition(site, record)
    return Artifact(
        path,
        partial(_pdf, site.root, record.path, data, dated),
        content_key=partial(typesetting.needs, template, data, dated),
    )


def _template(root: Path) -> Path:
    return root / "theme" / "print" / "loa.typ"


def _pdf(root: Path, path: str, data: Mapping[str, Any], dated: date) -> bytes:
    try:
        return typesetting.pdf(_template(root), data, dated)
    except typesetting.PrintError as error:
        raise Findings(error.findings(root, path)) from None


def sheet(site: Site, record: Record) -> ScriptsSheet:
    """The scripts that may still go on air, as the announcer's paper sets them."""
    draft, draft_scripts = record.draft, scripts(site, record)
    renderings = translations.on_air(site, record)
    slow = slow_phrases(draft_scripts)
    return {
        **sheet_data(site, record, f"Bài phát thanh: {draft.short_title}"),
        "author": site.drafters(record),
        "running": f"Bài phát thanh · {record.code}",
        "headline": draft.short_title,
        "stamp": "" if is_released(record) else UNRELEASED,
        "notes": list(translations.unprinted(renderings)),
        "station": STATION,
        "scripts": [
            {
                "label": script.label,
                "figures": _figures(site, record, script),
                "groups": [
                    [sentence._asdict() for sentence in group]
                    for group in sentence_groups(slow, script)
                ],
            }
            for script in draft_scripts.on_air
        ],
        "approval": approval(record) or f"{UNRELEASED}. Chỉ dùng để chuẩn bị, chưa phát.",
        "translations": translations.printed(renderings),
        "glossary": [word._asdict() for word in translations.interpreter_glossary(site, record)],
    }


def _figures(site: Site, record: Record, script: Script) -> str:
    """What stands at the head of a script on paper: also from when on it is not read."""
    end = off_air_words(off_air_at(site, record, kind_of(site, record, script.file)))
    return " · ".join(filter(None, [*figures(script, site.settings.speech.rate), end]))
