"""Every way to comment on a draft or to ask about it, as a reader can use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from duthao.domain.draft_parts.comment_ways import Comment
from duthao.domain.settings import Provider, Settings
from duthao.outputs.shared.central_drafts import is_central
from duthao.outputs.site import Site, memo
from duthao.records.record import Record
from duthao.rendering import messages
from duthao.rendering.links import host_of

FORM, OPEN_FORM = "Góp ý trực tuyến", "Mở biểu mẫu tại {}"
OPEN_PAGE = "Xem và góp ý tại {}"
ABROAD = "Biểu mẫu đặt trên dịch vụ ở nước ngoài."
EMAIL, PHONE, POST, IN_PERSON = "Thư điện tử", "Điện thoại", "Thư bưu điện", "Góp ý trực tiếp"
ZALO, VNEID = "Zalo", "VNeID"
OPEN_ZALO = "Mở trang khác: {}"
ZALO_ACCOUNT = "Cần có tài khoản Zalo. Ứng dụng do đơn vị khác vận hành."
VNEID_ACCOUNT = "Cần có tài khoản VNeID trên điện thoại."
WORDS = (
    *(FORM, OPEN_FORM, OPEN_PAGE, ABROAD, EMAIL, PHONE, POST, IN_PERSON),
    *(OPEN_ZALO, ZALO_ACCOUNT, VNEID_ACCOUNT),
)  # which catalogues have


def channels(site: Site, record: Record) -> list[dict[str, Any]]:
    """The channels as pages show them, the online form first, in the language of the site; shape: theme/pages/draft.html."""
    return list(_channels(site, record, comment_fields(site, record)))


def comment_fields(site: Site, record: Record) -> Comment:
    """The channels that the record names; if it names none, where a central body posts its draft, or the agency's own
    published contact.
    """
    named, own = record.draft.comment, site.registers.agencies[record.draft.lead_agency].contact
    if named and named.all:
        return named
    posting = record.draft.official_posting
    if posting and is_central(site.registers, record.draft.document_type):
        return Comment.model_validate({"form_url": posting.url})
    published = {"email": own.email, "phone": own.phone, "postal_address": own.address}
    return Comment.model_validate({way: told for way, told in published.items() if told})


def _channels(site: Site, record: Record, comment: Comment) -> Iterator[dict[str, Any]]:
    say = messages.catalogue(site.root, site.lang).gettext
    own = record.draft.comment
    for place, address in enumerate(comment.form_urls):
        host = host_of(address)
        provider = _provider(site.settings, host)
        abroad = say(ABROAD) if provider and provider.foreign else ""
        url = _filled(record, own, address, site.settings) if own and own.form_urls else ""
        opened = say(OPEN_FORM if url else OPEN_PAGE).format(host)
        yield _channel("form", say(FORM), opened, url or address, abroad, primary=not place)
    for email in comment.emails:
        yield _channel("email", say(EMAIL), email, _mail(record, email))
    for phone in comment.phones:
        yield _channel("phone", say(PHONE), phone, f"tel:{''.join(phone.split())}")
    for zalo in comment.zalo:
        link = zalo if zalo.startswith("https://") else ""
        text = say(OPEN_ZALO).format(host_of(link)) if link else zalo
        yield _channel("zalo", ZALO, text, link, say(ZALO_ACCOUNT))
    if comment.vneid:
        yield _channel("vneid", VNEID, comment.vneid, "", say(VNEID_ACCOUNT))
    for address in comment.postal_addresses:
        yield _channel("post", say(POST), address)
    for where in comment.in_person:
        yield _channel("in_person", say(IN_PERSON), where)


def form_url(record: Record, settings: Settings) -> str:
    """The address of the record's (first) form with code and title filled in where its provider takes them; "" without a form."""
    comment = record.draft.comment
    if comment is None or not comment.form_urls:
        return ""
    return _filled(record, comment, comment.form_urls[0], settings)


def _filled(record: Record, comment: Comment, address: str, settings: Settings) -> str:
    parts = urlsplit(address)
    provider = _provider(settings, parts.hostname or "")
    names = comment.prefill or (provider.params if provider else {})
    values = {"id": record.code, "title": record.draft.short_title}
    filled = urlencode([(name, values[what]) for what, name in names.items() if what in values])
    query = "&".join(filter(None, (parts.query, filled)))
    return urlunsplit(parts._replace(query=query))


def zalo_on_paper(named: str) -> str:
    """A Zalo account as it can be found by who reads it on paper: an address in letters without its scheme."""
    return named.removeprefix("https://")


@memo
def contact(site: Site, record: Record) -> tuple[dict[str, str], ...]:
    """Whom to reach: each drafting agency as its register has it, and the press contact of the record."""
    rows: list[tuple[str, str | None, str]] = []
    for key in record.draft.agencies:
        agency = site.registers.agencies[key].contact
        rows += [
            ("Cơ quan chủ trì soạn thảo", site.agency_name(record, key), ""),
            ("Địa chỉ", agency.address, ""),
            ("Điện thoại", agency.phone, "tel:"),
            ("Thư điện tử", agency.email, "mailto:"),
        ]
    if press := record.draft.contact:
        rows += [
            (press.role, ", ".join(filter(None, (press.name, press.unit))), ""),
            ("Điện thoại báo chí", press.phone, "tel:"),
            ("Thư điện tử báo chí", press.email, "mailto:"),
        ]
    return tuple(
        {"label": label, "text": text, "url": scheme + "".join(text.split()) if scheme else ""}
        for label, text, scheme in rows
        if text
    )


def _provider(settings: Settings, host: str) -> Provider | None:
    return next((p for p in settings.comment.providers if p.host == host), None)


def _mail(record: Record, address: str) -> str:
    subject = quote(f"Góp ý dự thảo {record.code}: {record.draft.short_title}", safe="")
    return f"mailto:{address}?subject={subject}"


def _channel(
    icon: str, label: str, text: str, url: str = "", note: str = "", *, primary: bool = False
) -> dict[str, Any]:
    return {
        "icon": icon,
        "label": label,
        "text": text,
        "url": url,
        "note": note,
        "primary": primary,
    }
