"""The scripts of a draft: on a page in large letters, each as plain text and SSML, all on paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial
from typing import Any

from duthao.errors import Finding
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import recordings, script_findings, scripts_sheet, translations
from duthao.outputs.loudspeaker.script_findings import readable
from duthao.outputs.loudspeaker.script_kinds import (
    NEW_DEADLINE,
    OPENING,
    RESULT,
    UNRELEASED,
    approval,
    closed_reason,
    files,
    is_released,
    kind_of,
    kinds,
    off_air_at,
    off_air_reason,
    off_air_reasons,
)
from duthao.outputs.loudspeaker.scripts import Anchors, Script, scripts
from duthao.outputs.loudspeaker.scripts_sheet import PAPER, STATION
from duthao.outputs.loudspeaker.ssml import duration, figures, off_air_words, slow_phrases, ssml
from duthao.outputs.output import IN_LANGUAGE, Output, PageLink
from duthao.outputs.shared.status import status
from duthao.outputs.shared.turns import entry_turns, turns
from duthao.outputs.site import Site
from duthao.records.record import FOLDER, Record
from duthao.rendering.links import ALL

_UNRELEASED_YET = f"{UNRELEASED}: cơ quan soạn thảo chưa cho phát. Chỉ dùng để chuẩn bị."


class DraftScripts(Output):
    """`/du-thao/<id>/loa/`; nothing of a record whose time for comments is not known."""

    name = "loudspeaker"

    def for_record(self, site: Site, record: Record) -> Iterator[Artifact]:
        """The page, its texts, what people recorded of them, and the paper."""
        script_kinds = kinds(site, record)
        if not script_kinds:
            return
        address = site.links.speech(record.id)
        yield Artifact(site.links.file(address), partial(_page, site, record))
        for kind in script_kinds:
            for file in files(kind):
                yield Artifact(address + file, partial(_text, site, record, file))
                yield Artifact(address + _ssml_file(file), partial(_ssml, site, record, file))
        for recording in recordings.recordings(site, record).values():
            path = site.root / FOLDER / record.id / recording.file
            yield Artifact(address + recording.file, path.read_bytes)
        if site.printed and not scripts(site, record).unread:
            yield scripts_sheet.artifact(site, record)

    def findings(self, site: Site, record: Record) -> Iterator[Finding]:
        """What is wrong with the scripts, their translations and recordings."""
        if kinds(site, record):
            yield from script_findings.findings(site, record)
            if not scripts(site, record).unread:
                yield from translations.findings(site, record)
                yield from recordings.findings(site, record)

    def page_links(self, site: Site, record: Record) -> Iterator[PageLink]:
        """The page of the scripts, and their paper while they are on air."""
        if script_kinds := kinds(site, record):
            on_air = not all(off_air_reason(site, record, kind) for kind in script_kinds)
            note = "" if on_air else "không phát nữa"
            yield PageLink("speech", "Bài phát thanh", site.links.speech(record.id), note)
            if on_air and site.printed:
                paper = site.links.speech(record.id, PAPER)
                yield PageLink("speech", "Bản in cho phát thanh viên", paper, "PDF, chữ to")
            yield from _heard(site, record)
            yield from _in_languages(site, record)


def _heard(site: Site, record: Record) -> Iterator[PageLink]:
    """What a reader may listen to on the draft's page: what the agency let go on air, a recording before a text."""
    if not is_released(record):
        return
    on_air = {k.name for k in kinds(site, record) if not off_air_reason(site, record, k)}
    name = next((name for name in (RESULT, NEW_DEADLINE, OPENING) if name in on_air), None)
    if name is None:
        return
    recording = recordings.recordings(site, record).get(name)
    label, file = ("Bản thu", recording.file) if recording else ("Lời đọc", f"{name}.txt")
    yield PageLink("hear", label, site.links.speech(record.id, file), "")


def _in_languages(site: Site, record: Record) -> Iterator[PageLink]:
    """The opening script in each language in which it may go on air; the note says which are old."""
    page = site.links.speech(record.id)
    for t in translations.on_air(site, record):
        note = translations.OLD if t.stale else ""
        yield PageLink(IN_LANGUAGE + t.lang, _label(t), f"{page}#{_anchor(t.lang)}", note)


def _anchor(lang: str) -> str:
    """Where a language's script stands on the page."""
    return f"tieng-{lang.lower()}"


def _label(translation: translations.Rendering) -> str:
    return translation.name + (f" ({translations.OLD})" if translation.stale else "")


def _script(site: Site, record: Record, file: str) -> Script:
    return next(script for script in readable(site, record).texts if script.file == file)


def _text(site: Site, record: Record, file: str) -> bytes:
    return _script(site, record, file).text.encode()


def _ssml(site: Site, record: Record, file: str) -> bytes:
    script = _script(site, record, file)
    if script.expired:
        return _expired_ssml(script)
    return ssml(slow_phrases(scripts(site, record)), script)


@lru_cache(maxsize=64)
def _expired_ssml(script: Script) -> bytes:
    """What all records share whose script is over: nothing in it is said slowly."""
    return ssml((), script)


def _ssml_file(file: str) -> str:
    """`mo.txt` → `mo.ssml`."""
    return file.removesuffix(".txt") + ".ssml"


# ---- the page


def _page(site: Site, record: Record) -> bytes:
    on_air = bool(readable(site, record).on_air)
    short_title, path = record.draft.short_title, site.links.speech(record.id)
    draft_url = "~/" + site.links.draft(record.id)
    title = f"Bài phát thanh: {short_title}"
    description = (
        f"Bài đọc trên loa truyền thanh về dự thảo: {short_title}. Lời đọc viết sẵn, sao chép và in được."
        if on_air
        else f"{off_air_reasons(site, record)}, các bài phát thanh không phát nữa: {short_title}."
    )
    context = _context(site, record)
    main = site.render(
        "speech.html",
        title=short_title,
        code=record.code,
        demo=record.draft.demo,
        url=draft_url,
        station=f"{STATION} …………………………",
        languages=translations.spelled(translations.wanting(site, record)),
        crumbs=[
            {"text": "Trang chủ", "url": "~/"},
            {"text": "Dự thảo", "url": "~/" + ALL},
            {"text": record.code, "url": draft_url},
        ],
        status=status(site, record),
        **context,
    )
    entries = [
        {"url": f"#{t['value']['id']}", "text": t["value"]["label"], "span": t["span"]}
        for t in context["scripts"]
    ]
    for n, t in enumerate(context["stopped"], 1):
        anchor = "khong-phat-nua" if n == 1 else f"khong-phat-nua-{n}"
        entries.append({"url": f"#{anchor}", "text": "Không phát nữa", "span": t["span"]})
    return site.page(
        "speech",
        path,
        title=title,
        description=description,
        main=main,
        toc=site.render("toc.html", entries=entries),
    )


def _context(site: Site, record: Record) -> dict[str, Any]:
    """All that depends on when the page is read, each thing once with when it is shown; shapes: theme/pages/speech.html.

    Files are those of the build: beside a text of the days to come that differs from its file none is offered.
    """
    in_files = {script.file: script.text for script in scripts(site, record).texts}
    on_paper = [(script.file, script.text) for script in scripts(site, record).on_air]
    anchors = Anchors()

    def paper(then: Site, known: Record) -> list[dict[str, str]]:
        url = "~/" + site.links.speech(record.id, PAPER)
        offer = {"label": "Bản in các bài phát thanh", "url": url, "note": "PDF, khổ A4, chữ to"}
        same = [(script.file, script.text) for script in scripts(then, known).on_air] == on_paper
        return [offer] if site.printed and on_paper and same else []

    return {
        "notices": turns(
            site,
            record,
            lambda s, r: "" if closed_reason(s.view(r)) or is_released(r) else _UNRELEASED_YET,
        ),
        "scripts": entry_turns(
            site,
            record,
            lambda s, r: [
                _shown(s, r, script, anchors, in_file=in_files.get(script.file) == script.text)
                for script in scripts(s, r).on_air
            ],
        ),
        "stopped": turns(site, record, lambda s, r: _stopped(s, r, built=s.now == site.now)),
        "renderings": entry_turns(
            site, record, lambda s, r: [_rendered(s, r, t) for t in translations.on_air(s, r)]
        ),
        "words": entry_turns(
            site, record, lambda s, r: list(map(tuple, translations.interpreter_glossary(s, r)))
        ),
        "interpreting": turns(
            site, record, lambda s, r: bool(translations.interpreter_glossary(s, r))
        ),
        "files": entry_turns(site, record, paper),
    }


def _shown(
    site: Site, record: Record, script: Script, anchors: Anchors, *, in_file: bool
) -> dict[str, Any]:
    """A script as the page shows it; `in_file` when its file holds this text, and not one of another day."""
    name = script.file.removesuffix(".txt")
    kind = kind_of(site, record, script.file)
    return {
        "id": anchors.of(name, script.text),
        "ceases": off_air_words(off_air_at(site, record, kind)),
        "label": script.label,
        "released": is_released(record),
        "figures": " · ".join(figures(script, site.settings.speech.rate)),
        "approval": approval(record),
        "text": script.text.strip(),
        "sound": _sound(site, record, name),
        "files": [
            {"label": label, "url": "~/" + site.links.speech(record.id, file)}
            for label, file in (("Tệp lời đọc", script.file), ("SSML", _ssml_file(script.file)))
            if in_file
        ],
    }


def _rendered(site: Site, record: Record, translation: translations.Rendering) -> dict[str, Any]:
    name = translation.lang.lower()
    return {
        "id": _anchor(translation.lang),
        "label": _label(translation),
        "lang": translation.lang,
        "text": translation.text,
        "origin": translation.origin,
        "stale": translation.stale,
        "sound": _sound(site, record, name),
    }


def _sound(site: Site, record: Record, name: str) -> dict[str, str] | None:
    """The recording of a script or of a language; None where people made none."""
    recording = recordings.recordings(site, record).get(name)
    if recording is None:
        return None
    url = "~/" + site.links.speech(record.id, recording.file)
    return {"url": url, "length": duration(recording.seconds)}


def _stopped(site: Site, record: Record, *, built: bool) -> dict[str, Any] | None:
    """Why some scripts are over, and which; where they are at the build, also their files: the addresses stay."""
    over = [kind for kind in kinds(site, record) if off_air_reason(site, record, kind)]
    if not over:
        return None
    address = "~/" + site.links.speech(record.id)
    return {
        "why": off_air_reasons(site, record),
        "built": built,
        "scripts": [
            {
                "label": kind.label,
                "files": [
                    {"label": name, "url": address + name}
                    for file in files(kind)
                    for name in (file, _ssml_file(file))
                    if built
                ],
            }
            for kind in over
        ],
    }
