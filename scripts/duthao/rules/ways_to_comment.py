"""Ways to comment: while opinions are asked, nobody needs an account or the network, and the form is a trusted one."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from duthao.domain.lifecycle import takes_comments
from duthao.domain.settings import CommentSettings
from duthao.errors import Finding, Say
from duthao.records.record import Record
from duthao.records.strict_yaml import Loc
from duthao.rules import Context, Rule

RULES = {
    "no-way-without-account": Rule(
        "Không có cách góp ý nào không cần tài khoản",
        "Ghi thêm thư điện tử, địa chỉ nhận thư, điện thoại hoặc nơi góp ý trực tiếp.",
    ),
    "no-offline-way": Rule(
        "Không có cách góp ý nào không cần mạng",
        "Ghi thêm địa chỉ nhận thư, điện thoại hoặc nơi góp ý trực tiếp.",
    ),
    "no-full-text": Rule(
        "Đang lấy ý kiến mà không có toàn văn dự thảo",
        "Đính kèm tệp dự thảo, hoặc ghi «official_posting».",
    ),
    "form-not-https": Rule("Biểu mẫu không dùng https", "Dùng địa chỉ https của biểu mẫu."),
    "form-host": Rule(
        "Biểu mẫu đặt ở máy chủ không được phép",
        "Dùng biểu mẫu của tỉnh, hoặc đề nghị thêm máy chủ vào mkdocs.yml.",
    ),
    "form-foreign": Rule(
        "Biểu mẫu đặt trên dịch vụ ở nước ngoài", "Nên dùng biểu mẫu đặt trong nước.", "warning"
    ),
    "prefill-unknown": Rule(
        "Ô điền sẵn của biểu mẫu không có giá trị", "Chỉ dùng «id» và «title»."
    ),
}
_FILLED = ("id", "title")


def check(record: Record, context: Context) -> Iterator[Finding]:
    """The form is on an allowed host; while a round is open or to come there are ways for everyone."""
    comment = record.draft.comment
    for place, form in enumerate(comment.form_urls if comment else ()):
        loc: Loc = ("comment", "form_url", place)
        yield from _form(record, loc, form, context.settings.comment)
    for name in comment.prefill if comment else ():
        if name not in _FILLED:
            yield record.finding(
                "prefill-unknown",
                ("comment", "prefill", name),
                Say(
                    f"Không có giá trị «{name}» để điền sẵn.",
                    f"There is no value `{name}` to fill in.",
                ),
                Say("Chỉ dùng «id» và «title».", "Use `id` and `title` only."),
            )
    if takes_comments(record.draft, context.now):
        yield from _for_everyone(record, context)


def _for_everyone(record: Record, context: Context) -> Iterator[Finding]:
    draft = record.draft
    comment, agency = draft.comment, context.registers.agencies.get(draft.lead_agency)
    kind = context.registers.document_types.get(draft.document_type)
    if kind and kind.level == "central" and draft.official_posting:
        return  # a central body takes comments where it posts, in its own ways
    offline = bool(comment and comment.offline)
    email = bool(comment and comment.emails)
    if agency and not (comment and comment.all):  # the page shows the agency's own contact
        email = bool(agency.contact.email)
        offline = bool(agency.contact.address or agency.contact.phone)
    if not offline:
        yield record.finding(
            "no-offline-way",
            ("comment",),
            Say(
                "Người không dùng mạng không có cách nào để góp ý.",
                "Who is not online has no way to comment.",
            ),
            Say(
                "Ghi thêm «postal_address», «phone» hoặc «in_person».",
                "Give `postal_address`, `phone` or `in_person`.",
            ),
        )
        forms = comment.form_urls if comment else ()
        if not email and not any(_open_form(form, context.settings.comment) for form in forms):
            yield record.finding(
                "no-way-without-account",
                ("comment",),
                Say("Mọi cách góp ý đều cần tài khoản.", "Every way to comment needs an account."),
                Say(
                    "Ghi thêm «email», «postal_address», «phone» hoặc «in_person».",
                    "Give `email`, `postal_address`, `phone` or `in_person`.",
                ),
            )
    if not draft.official_posting and not any(
        document.file or document.url for _, document in record.documents()
    ):
        yield record.finding(
            "no-full-text",
            ("documents",),
            Say(
                "Lấy ý kiến mà không có toàn văn dự thảo.",
                "Opinions are asked, but there is no full text.",
            ),
            Say(
                "Đính kèm tệp dự thảo ở «documents», hoặc ghi «official_posting».",
                "List the draft under `documents` or give `official_posting`.",
            ),
        )


def _open_form(url: str, settings: CommentSettings) -> bool:
    """Whether a form is known to take comments without an account."""
    host = urlsplit(url).hostname
    return any(p.host == host and not p.account for p in settings.providers)


def _form(record: Record, loc: Loc, url: str, settings: CommentSettings) -> Iterator[Finding]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https":
        yield record.finding(
            "form-not-https",
            loc,
            Say(
                "Biểu mẫu không dùng https: ý kiến có thể bị đọc trộm.", "The form is not on https."
            ),
            Say("Dùng địa chỉ https.", "Use its https address."),
        )
    if settings.allowed_hosts and host not in settings.allowed_hosts:
        yield record.finding(
            "form-host",
            loc,
            Say(
                f"Máy chủ «{host}» không có trong danh sách được phép.",
                f"Host `{host}` is not allowed.",
            ),
            Say(
                f"Dùng biểu mẫu ở {', '.join(settings.allowed_hosts)}, hoặc đề nghị thêm máy chủ vào mkdocs.yml.",
                f"Use {', '.join(settings.allowed_hosts)}, or have the host added to mkdocs.yml.",
            ),
        )
    if any(p.host == host and p.foreign for p in settings.providers):
        yield record.finding(
            "form-foreign",
            loc,
            Say(
                f"Biểu mẫu đặt tại {host}, một dịch vụ ở nước ngoài.",
                f"The form is at {host}, a foreign service.",
            ),
            Say(
                "Nên dùng biểu mẫu đặt trong nước; nếu không, giữ các cách khác.",
                "Prefer a form within the country; else keep the other ways.",
            ),
        )
