"""`duthao translate`: the file in which a record is translated, with its headings and what they were made from.

A file that is there stays as it is: of that it is told which parts are old, which are missing, and what to write.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from duthao import clock
from duthao.cli.console import FINE, FOUND, replace_file
from duthao.cli.findings_report import print_findings
from duthao.domain.language_codes import can_be_translated_into
from duthao.errors import DuthaoError, Finding, Say
from duthao.outputs.loudspeaker import script_kinds
from duthao.outputs.loudspeaker import translations as scripts
from duthao.outputs.shared.languages import vietnamese_name
from duthao.outputs.site import Site
from duthao.records import record_reader, register_reader, settings_reader
from duthao.records.record import FOLDER, Record
from duthao.records.translation_files.translated_text import (
    PARTS,
    RADIO,
    SOURCE,
    TranslatedText,
    digests,
)
from duthao.rendering import messages
from duthao.rendering.links import Links

_ABOVE = "Do lệnh «duthao translate» ghi: mã băm của từng phần tiếng Việt đã dịch. Trang đối chiếu để biết bản dịch còn khớp."


def run(arguments: argparse.Namespace) -> int:
    """Write `drafts/<id>/<lang>.md`, or say how the file that is there stands."""
    root, lang = arguments.root.resolve(), arguments.lang
    if not can_be_translated_into(lang):
        raise DuthaoError(
            Say(
                f"«{lang}» không phải mã ngôn ngữ của bản dịch: ghi như en, ko, zh-Hans, hmn-Latn.",
                f"`{lang}` is no language of a translation: write en, ko, zh-Hans, hmn-Latn.",
            )
        )
    site, record, findings = _read(root, arguments.as_of, arguments.id)
    target = root / FOLDER / record.id / f"{lang}.md"
    where = target.relative_to(root).as_posix()
    if target.exists():
        faults = [finding for finding in findings if finding.path == where]
        return _faulty(root, faults) or _told(site, record, lang)
    replace_file(target, _file(site, record, lang))
    print(
        Say(
            f"Đã tạo {where}. Dịch vào dưới từng đề mục; sau dấu «|» là tên đề mục bằng {vietnamese_name(lang)}.",
            f"Made {where}. Translate below each heading; after the bar it is named in that language.",
        )
    )
    print(_declaration(site, record, lang))
    return FINE


def _faulty(root: Path, faults: list[Finding]) -> int:
    """Say what is wrong with the file. How it stands besides is not known of one with faults: FOUND, else FINE."""
    if not faults:
        return FINE
    print_findings(faults, "text", root)
    return FOUND


def _read(root: Path, as_of: str | None, draft_id: str) -> tuple[Site, Record, list[Finding]]:
    settings, site_url = settings_reader.load(root)
    registers, _ = register_reader.load(root)
    there = draft_id in record_reader.ids(root)
    record, findings = record_reader.read(root, draft_id) if there else (None, [])
    if registers is None or record is None:
        raise DuthaoError(
            Say(
                f"Không đọc được hồ sơ {draft_id}; chạy «duthao check» để xem lỗi.",
                f"{draft_id} cannot be read; see `duthao check`.",
            )
        )
    now = clock.now(as_of or settings.as_of)
    return Site(root, settings, Links(site_url), registers, now, {}), record, findings


def _file(site: Site, record: Record, lang: str) -> str:
    """An empty translation: headings, and the digests of the Vietnamese text as it stands."""
    parts = digests(record.draft, record.body)
    lines = ["---", f"# {_ABOVE}", f"{SOURCE}:"]
    lines += [_noted(key, digest) for key, digest in parts.items()]
    lines += ["---"]
    for key in [*parts, *([RADIO] if _spoken(site, record, lang) else [])]:
        lines += ["", _heading(site.root, key, lang)]
    return "\n".join(lines) + "\n"


def _noted(key: str, digest: str) -> str:
    return f'  {key}: "{digest}"'


def _heading(root: Path, key: str, lang: str) -> str:
    """`## Tóm tắt | Summary`, where the language's catalogue has the name."""
    known = messages.catalogue(root, lang) if lang in messages.languages(root) else None
    called = known.gettext(PARTS[key]) if known else ""
    return f"## {PARTS[key]}" + (f" | {called}" if called and called != PARTS[key] else "")


def _spoken(site: Site, record: Record, lang: str) -> bool:
    """Whether there is a script, and the language is heard where it goes on air."""
    scripted = bool(script_kinds.kinds(site, record))
    return scripted and lang in scripts.languages(site, record)


def _declaration(site: Site, record: Record, lang: str) -> Say:
    """What an officer adds to index.md before it is published."""
    head = "" if record.draft.translations else "translations:\n"
    lines = [f"  {lang}:", "    translator: …", "    reviewer: …", f"    date: {site.now.date()}"]
    if _spoken(site, record, lang):
        lines.append(f'    source_sha256: "{scripts.source_sha256(site, record)}"')
    text = head + "\n".join(lines)
    return Say(
        f"Dịch và hiệu đính xong, khai báo trong phần khai báo của index.md (ở «translations»), rồi duyệt lại:\n{text}",
        f"Once it is translated and reviewed, declare it in index.md under `translations`, and approve again:\n{text}",
    )


def _told(site: Site, record: Record, lang: str) -> int:
    """Say how the translation stands. Nothing is written."""
    text = record.translations.get(lang) or TranslatedText(lang, "", (), {}, 1)
    current = digests(record.draft, record.body)
    stale = {part.key for part in text.stale(record.draft, record.body)}
    there = {part.key for part in text.shown}
    lines = [*_parts(site.root, text, current, stale), *_radio(site, record, lang)]
    for line in lines:
        print(line)
    if lang not in record.draft.translations:
        print(_declaration(site, record, lang))
    old = bool(stale) or any(r.stale and r.lang == lang for r in scripts.renderings(site, record))
    if not old and there >= current.keys():
        print(Say("Bản dịch khớp bản tiếng Việt.", "The translation is of the present text."))
    return FOUND if old else FINE


def _parts(
    root: Path, text: TranslatedText, current: Mapping[str, str], stale: set[str]
) -> Iterator[Say]:
    for key, heading in PARTS.items():
        if key in stale and key in current:
            yield Say(
                f"Cũ: «{heading}». Dịch lại, hiệu đính, rồi ghi ở «{SOURCE}»:\n{_noted(key, current[key])}",
                f"Old: `{heading}`. Revise it, then write under `{SOURCE}`:\n{_noted(key, current[key])}",
            )
        elif key in stale:
            yield Say(
                f"Thừa: «{heading}», bản tiếng Việt không còn phần này.",
                f"Gone: `{heading}` is no part of the Vietnamese text any more.",
            )
        elif key in current and text[key] is None:
            yield Say(
                f"Chưa dịch: «{heading}». Đề mục: «{_heading(root, key, text.lang)}»; ở «{SOURCE}»:\n{_noted(key, current[key])}",
                f"Not translated: `{heading}`. Heading: `{_heading(root, key, text.lang)}`; under `{SOURCE}`:\n{_noted(key, current[key])}",
            )


def _radio(site: Site, record: Record, lang: str) -> Iterator[Say]:
    """Whether the script for the loudspeaker, which is bound to its own digest, is still of the present one."""
    for rendering in scripts.renderings(site, record):
        if rendering.lang == lang and rendering.stale:
            now = scripts.source_sha256(site, record)
            yield Say(
                f"Cũ: bài phát thanh. Dịch lại, hiệu đính, rồi ghi ở index.md: source_sha256: {now}",
                f"Old: the script. Revise it, then write in index.md: source_sha256: {now}",
            )
