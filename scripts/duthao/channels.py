"""Every way to comment on a draft, as a reader can use it: addresses filled in with the draft's code."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from duthao.records import Record
from duthao.settings import Provider, Settings


def channels(record: Record, settings: Settings) -> list[dict[str, Any]]:
    """The channels that the record names, the online form first. Shape: theme/pages/draft.html."""
    comment = record.front.comment
    if comment is None:
        return []
    found: list[dict[str, Any]] = []
    if comment.form_url:
        host = urlsplit(comment.form_url).hostname or ""
        provider = _provider(settings, host)
        abroad = "Biểu mẫu đặt trên dịch vụ ở nước ngoài." if provider and provider.foreign else ""
        found.append(_channel("form", "Góp ý trực tuyến", f"Mở biểu mẫu tại {host}", form(record, settings), abroad))
    if comment.email:
        found.append(_channel("email", "Thư điện tử", comment.email, _mail(record, comment.email)))
    if comment.phone:
        found.append(_channel("phone", "Điện thoại", comment.phone, "tel:" + "".join(comment.phone.split())))
    if comment.postal_address:
        found.append(_channel("post", "Thư bưu điện", comment.postal_address))
    if comment.in_person:
        found.append(_channel("in_person", "Góp ý trực tiếp", comment.in_person))
    return found


def form(record: Record, settings: Settings) -> str:
    """The address of the record's form with code and title filled in where its provider takes them; "" without a form."""
    comment = record.front.comment
    if comment is None or not comment.form_url:
        return ""
    parts = urlsplit(comment.form_url)
    provider = _provider(settings, parts.hostname or "")
    names = comment.prefill or (provider.params if provider else {})
    values = {"id": record.code, "title": record.front.short_title}
    filled = urlencode([(name, values[what]) for what, name in names.items() if what in values])
    query = "&".join(filter(None, (parts.query, filled)))
    return urlunsplit(parts._replace(query=query))


def _provider(settings: Settings, host: str) -> Provider | None:
    return next((p for p in settings.comment.providers if p.host == host), None)


def _mail(record: Record, address: str) -> str:
    subject = quote(f"Góp ý dự thảo {record.code}: {record.front.short_title}", safe="")
    return f"mailto:{address}?subject={subject}"


def _channel(icon: str, label: str, text: str, url: str = "", note: str = "") -> dict[str, Any]:
    return {"icon": icon, "label": label, "text": text, "url": url, "note": note, "primary": icon == "form"}
