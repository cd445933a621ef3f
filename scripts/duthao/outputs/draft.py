"""The page of a draft, and its short permanent address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from duthao import markdown
from duthao import timeline as line
from duthao.channels import channels
from duthao.clock import date_vi, until_words
from duthao.events import STAGE_LABEL
from duthao.lifecycle import View, effective
from duthao.model import Document, OutcomeStep
from duthao.records import Record
from duthao.site import Part, Site
from duthao.standing import clock, deadline, earlier, state
from duthao.text import slug

NAME = "draft"
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
FEEDS = (("RSS", "rss.xml", "application/rss+xml"), ("Atom", "atom.xml", "application/atom+xml"),
         ("JSON Feed", "feed.json", "application/feed+json"))
_LANGUAGES = {
    "en": "English", "hmn-Latn": "Hmoob", "ium": "Iu Mienh", "ko": "한국어", "lo": "ລາວ", "tyz": "Tày",
    "zh-Hans": "简体中文", "zh-Hant": "繁體中文",
}


def of_record(site: Site, record: Record) -> Iterator[Part]:
    """`/du-thao/<id>/` and `/d/<id>/`."""
    page = site.links.draft(record.id)
    yield Part(site.links.file(page), partial(_page, site, record))
    short = site.links.short(record.id)
    yield Part(site.links.file(short), partial(_short, site, record))


def _short(site: Site, record: Record) -> bytes:
    path = site.links.draft(record.id)
    return site.render("short.html", code=record.code, title=record.front.short_title, url="../../" + path,
                       canonical=site.links.absolute(path)).encode()


def _page(site: Site, record: Record) -> bytes:
    front, view = record.front, site.view(record)
    path = site.links.draft(record.id)
    context = _context(site, record, view)
    main = site.render("draft.html", **context)
    act = {"text": "Góp ý dự thảo này", "url": "#gop-y"} if view.open and context["comment"] else None
    toc = site.render("toc.html", entries=list(_contents(context)), act=act)
    head = site.render(
        "head.html", alternates=[], robots="", data="",
        feeds=[{"label": f"{front.short_title} ({label})", "url": f"~/{path}{name}", "type": kind} for label, name, kind in FEEDS],
        card={"title": front.short_title, "description": front.summary, "url": site.links.absolute(path), "image": ""},
    )
    return site.shells["draft"].pour(path, {
        "title": front.short_title, "description": front.summary, "canonical": site.links.absolute(path),
        "head": head, "main": main, "toc": toc,
    })


def _context(site: Site, record: Record, view: View) -> dict[str, Any]:
    """What theme/pages/draft.html is given; the shapes stand at its top."""
    front = record.front
    ways = channels(record, site.settings) if view.state in ("open", "upcoming") else []
    posting = front.official_posting
    return {
        "crumbs": _crumbs(site, record),
        "clock": clock(view, site.settings),
        "state": state(view),
        "demo": front.demo,
        "code": record.code,
        "title": front.short_title,
        "legal_title": front.title,
        "deadline": deadline(view, site.now, site.settings),
        "earlier": list(earlier(front, view, site.now)),
        "notes": list(_notes(site, record, view)),
        "facts": list(_facts(site, record, view)),
        "comment": {"channels": ways, "paper": _paper(record)} if ways else None,
        "summary": front.summary,
        "sections": list(_sections(site, record)),
        "outcome": _outcome(site, record),
        "documents": list(_documents(site, record)),
        "timeline": line.timeline(front, site.events(record), view,
                                  site.registers.document_types[front.document_type].chain, site.now),
        "posting": posting and {"url": posting.url, "host": urlsplit(posting.url).hostname, "date": date_vi(posting.date)},
        "contact": list(_contact(site, record)),
        "outputs": list(_outputs(site, record, view)),
        "languages": [{"lang": lang, "label": _LANGUAGES.get(lang, lang), "url": f"~/{lang}/{site.links.draft(record.id)}"}
                      for lang in sorted(front.translations)],
    }


def _contents(context: dict[str, Any]) -> Iterator[dict[str, str]]:
    """The page's own headings, in their order."""
    entries = [("gop-y", "Cách góp ý", context["comment"] and context["clock"]["state"] == "open"),
               ("tom-tat", "Tóm tắt", True), ("ket-qua", "Kết quả lấy ý kiến", context["outcome"])]
    entries += [(s["id"], s["heading"], True) for s in context["sections"]]
    entries += [("ho-so", "Hồ sơ dự thảo", context["documents"]), ("tien-trinh", "Tiến trình", True),
                ("lien-he", "Liên hệ", context["contact"]), ("su-dung", "In, phát thanh, theo dõi", context["outputs"])]
    return ({"url": f"#{anchor}", "text": text} for anchor, text, there in entries if there)


def _crumbs(site: Site, record: Record) -> list[dict[str, str]]:
    topic = record.front.topics[0]
    return [{"text": "Trang chủ", "url": "~/"}, {"text": "Dự thảo", "url": "~/du-thao/"},
            {"text": site.registers.topics[topic].name, "url": "~/" + site.links.by("topic", topic)}]


def _notes(site: Site, record: Record, view: View) -> Iterator[str]:
    """What the state alone does not say."""
    front, now = record.front, site.now
    if front.withdrawn and effective(front.withdrawn) <= now:
        yield f"Rút ngày {date_vi(front.withdrawn.at.day)}. Lý do: {front.withdrawn.reason}"
    for stage in front.stages:
        if stage.stage == "stopped" and effective(stage) <= now:
            yield f"Dừng ngày {date_vi(stage.at.day)}." + (f" {stage.note}" if stage.note else "")
    if front.issued and effective(front.issued) <= now:
        effect = f", có hiệu lực từ ngày {date_vi(front.issued.effective)}" if front.issued.effective else ""
        yield f"Văn bản số {front.issued.number}, ban hành ngày {date_vi(front.issued.date.day)}{effect}."
    none = front.outcome.no_report if front.outcome else None
    if none and effective(none) <= now:
        yield f"Cơ quan soạn thảo không công bố báo cáo. Lý do: {none.reason}"
    if view.answer_due and view.answer_overdue:
        yield f"Hạn công bố tiếp thu, giải trình: hết ngày {date_vi(view.answer_due)}."
    elif view.answer_due and view.state in ("analysing", "summarised"):
        yield f"Kết quả tiếp thu, giải trình được công bố chậm nhất ngày {date_vi(view.answer_due)}."
    if any(r.unknown for r in front.rounds):
        yield "Dự thảo đã được lấy ý kiến; trang này không có thông tin về thời gian lấy ý kiến."
    elif view.state == "planned":
        yield "Chưa ấn định thời gian lấy ý kiến."
    if front.shortened:
        yield f"Theo thủ tục rút gọn. Lý do: {front.shortened.reason}"


def _facts(site: Site, record: Record, view: View) -> Iterator[dict[str, Any]]:
    front, registers = record.front, site.registers
    yield _fact("Mã hồ sơ", (record.code, ""))
    yield _fact("Loại văn bản", (registers.document_types[front.document_type].name, ""))
    for label, key in (("Cơ quan chủ trì soạn thảo", front.agency), ("Cơ quan ban hành", front.issuer)):
        yield _fact(label, (site.agency_name(record, key), "~/" + site.links.by("agency", key)))
    if view.round and len(front.rounds) > 1:
        of = "đề nghị xây dựng văn bản" if front.rounds[view.round - 1].of == "proposal" else "dự thảo"
        yield _fact("Đợt lấy ý kiến", (f"Đợt {view.round}: lấy ý kiến về {of}", ""))
    for label, kind, keys, names in (("Lĩnh vực", "topic", front.topics, registers.topics),
                                     ("Địa bàn", "place", front.places, registers.places),
                                     ("Đối tượng chịu tác động", "audience", front.audiences, registers.audiences)):
        if keys:
            yield _fact(label, *((names[key].name, "~/" + site.links.by(kind, key)) for key in keys))  # type: ignore[index]


def _fact(label: str, *values: tuple[str, str]) -> dict[str, Any]:
    return {"label": label, "values": [{"text": text, "url": url} for text, url in values]}


def _paper(record: Record) -> dict[str, str] | None:
    """The comment form to print and fill in, where the dossier holds one."""
    form = next((d for d in record.front.documents if d.kind == "phieu-gop-y" and d.file), None)
    return {"text": "tải phiếu góp ý để in", "url": _address(record, form)} if form else None


def _sections(site: Site, record: Record) -> Iterator[dict[str, str]]:
    for section in record.body.sections:
        if section.key != "radio":  # the officer's words for the loudspeaker are on its page
            html = markdown.html(section.markdown, lambda key: "~/" + site.links.draft(key))
            yield {"id": slug(section.heading), "heading": section.heading, "html": _TABLE.sub(_stacked, html)}


def _stacked(table: re.Match[str]) -> str:
    """A table whose rows can stand as cards: each cell names its column, and the roles survive `display: block`."""
    html = table[0]
    labels = [unescape(_TAG.sub("", label)).strip().replace('"', "&quot;") for label in _HEAD.findall(html)]
    html = html.replace("<table>", '<table class="dt-table" role="table">').replace("<th", '<th role="columnheader"')
    html = html.replace('<th role="columnheader"ead>', '<thead role="rowgroup">').replace("<tbody>", '<tbody role="rowgroup">')
    return _ROW.sub(lambda row: _labelled(row[0], labels), html)


def _labelled(row: str, labels: Sequence[str]) -> str:
    first, *cells = row.split("<td")
    filled = [f'<td role="cell" data-label="{label}"{cell}' for label, cell in zip([*labels, *[""] * len(cells)], cells, strict=False)]
    return first.replace("<tr>", '<tr role="row">') + "".join(filled)


def _address(record: Record, document: Document) -> str:
    return f"~/du-thao/{record.id}/{document.file}" if document.file else document.url or ""


def _file(site: Site, record: Record, document: Document) -> dict[str, str]:
    attachment = record.files.get(document.file or "")
    notes = [f"bản {document.version}" if document.version > 1 else "",
             f"ngày {date_vi(document.date)}" if document.date else "",
             f"góp ý đến {until_words(document.closes)}" if document.closes else "",
             "" if document.language == "vi" else _LANGUAGES.get(document.language, document.language)]
    return {
        "kind": site.registers.document_kinds[document.kind].name, "title": document.title, "url": _address(record, document),
        "format": attachment.format if attachment else urlsplit(document.url or "").hostname or "",
        "size": attachment.size_words if attachment else "", "note": " · ".join(filter(None, notes)),
    }


def _documents(site: Site, record: Record) -> Iterator[dict[str, Any]]:
    """The dossier, then what rounds begun and stages reached brought with them."""
    groups = [("", record.front.documents)]
    groups += [(f"Đợt lấy ý kiến {n}", r.documents) for n, r in enumerate(record.front.rounds, 1)
               if r.opens and r.opens.start <= site.now]
    groups += [(STAGE_LABEL[s.stage], s.documents) for s in record.front.stages if effective(s) <= site.now]
    for heading, documents in groups:
        if documents:
            yield {"heading": heading, "files": [_file(site, record, d) for d in documents]}


def _outcome(site: Site, record: Record) -> dict[str, Any] | None:
    """Figures once the summary or the answer is out, what became of each opinion once the answer is."""
    outcome = record.front.outcome
    if outcome is None:
        return None
    out = [(label, step) for label, step in (("Bản tổng hợp ý kiến", outcome.summarised), ("Bản tiếp thu, giải trình", outcome.answered))
           if step and effective(step) <= site.now]
    if not out:
        return None
    answered = any(step is outcome.answered for _, step in out)
    said = [f"đã gửi lấy ý kiến {outcome.asked} cơ quan, tổ chức, cá nhân" if outcome.asked is not None else "",
            f"nhận được {outcome.received} ý kiến" if outcome.received is not None else "",
            f"trong đó {outcome.agreed} ý kiến thống nhất, không góp ý thêm" if outcome.agreed else ""]
    total = ", ".join(filter(None, said))
    return {
        "total": total[:1].upper() + total[1:] + "." if total else "",
        "figures": _figures(outcome.accepted, outcome.partly, outcome.explained) if answered else [],
        "text": outcome.method or "",
        "files": [_step_file(record, label, step) for label, step in out if step.file],
    }


def _figures(accepted: int | None, partly: int | None, explained: int | None) -> list[dict[str, Any]]:
    counted = [(part, label, count) for part, label, count in (
        ("accepted", "được tiếp thu", accepted), ("partly", "tiếp thu một phần", partly), ("explained", "được giải trình", explained))
        if count is not None]
    whole = sum(count for *_, count in counted)
    if not whole:
        return []
    figures, x = [], 0.0
    for part, label, count in counted:
        width = round(100 * count / whole, 2)
        figures.append({"part": part, "label": label, "value": count, "x": round(x, 2), "width": width})
        x += width
    return figures


def _step_file(record: Record, label: str, step: OutcomeStep) -> dict[str, str]:
    attachment = record.files.get(step.file or "")
    return {"kind": f"Công bố ngày {date_vi(step.at.day)}", "title": label, "url": f"~/du-thao/{record.id}/{step.file}", "note": "",
            "format": attachment.format if attachment else "", "size": attachment.size_words if attachment else ""}


def _contact(site: Site, record: Record) -> Iterator[dict[str, str]]:
    agency, press = site.registers.agencies[record.front.agency], record.front.contact
    yield {"label": "Cơ quan chủ trì soạn thảo", "text": site.agency_name(record, record.front.agency), "url": ""}
    rows = [("Địa chỉ", agency.contact.address, ""), ("Điện thoại", agency.contact.phone, "tel:"), ("Thư điện tử", agency.contact.email, "mailto:")]
    if press:
        who = ", ".join(filter(None, (press.name, press.unit)))
        rows += [("Đầu mối báo chí", who, ""), ("Điện thoại báo chí", press.phone, "tel:"), ("Thư điện tử báo chí", press.email, "mailto:")]
    for label, text, scheme in rows:
        if text:
            yield {"label": label, "text": text, "url": scheme + "".join(text.split()) if scheme else ""}


def _outputs(site: Site, record: Record, view: View) -> Iterator[dict[str, Any]]:
    """What else is made of the record, for those who print, read aloud, report or follow."""
    page, speech = "~/" + site.links.draft(record.id), "~/" + site.links.speech(record.id)
    yield {"icon": "speech", "title": "Loa truyền thanh", "links": [{"label": "Bài phát thanh", "url": speech, "note": ""}]}
    yield {"icon": "press", "title": "Báo chí", "links": [{"label": "Tài liệu cho báo chí", "url": page + "bao-chi/", "note": ""}]}
    yield {"icon": "feed", "title": "Theo dõi dự thảo này", "links": [
        *({"label": label, "url": page + name, "note": ""} for label, name, _ in FEEDS),
        {"label": "Lịch (ICS)", "url": page + "lich.ics", "note": ""}]}
    short = site.links.short(record.id)
    yield {"icon": "copy", "title": "Chia sẻ", "links": [{"label": site.links.spelled(short), "url": "~/" + short, "note": "địa chỉ ngắn, không đổi"}]}
