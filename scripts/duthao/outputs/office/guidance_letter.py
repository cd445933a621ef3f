"""The letter by which an office guides all others through the year's work, with the drafts of which opinions are or will be asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.domain import deadline_words
from duthao.domain.lifecycle import View
from duthao.outputs.artifact import Artifact
from duthao.outputs.office import addressees
from duthao.outputs.office.addressees import Addressee
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.central_drafts import is_central
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.letterhead import BLANK
from duthao.outputs.shared.signed_papers.official_document_data import (
    Annex,
    Block,
    DocumentData,
    annex,
    heading,
    points,
    table,
    text,
)
from duthao.outputs.site import Site
from duthao.outputs.summary import BASICS, snippets
from duthao.text import fold

_LABEL = "Công văn hướng dẫn năm"
_AHEAD = ("planned", "upcoming", "open")


class GuidanceLetter(Output):
    """Where the settings name the office that signs it."""

    name = "guidance_letter"
    internal = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`huong-dan-<year>.pdf`, `.docx`, and all recipients as `.xlsx`."""
        if not site.settings.letters.office:
            return
        path, day = _path(site), site.now.date()
        yield from official_document.artifacts(site, path, "mkdocs.yml", letter(site), day)
        yield Artifact(
            f"{path}.xlsx",
            partial(_merge_table, site),
            depends_on=tuple(map(tuple, recipients(site))),
        )

    def site_links(self, site: Site) -> Iterator[PageLink]:
        """The letter in all its forms."""
        if site.settings.letters.office:
            label, path = f"{_LABEL} {site.now.year}", _path(site)
            yield PageLink("Công văn", label, f"{path}.docx", "Word, để sửa rồi ký")
            if site.printed:
                yield PageLink("Công văn", label, f"{path}.pdf", "PDF")
            yield PageLink("Công văn", f"{label}: nơi nhận", f"{path}.xlsx", "Excel, để trộn thư")


def _path(site: Site) -> str:
    return f"huong-dan-{site.now.year}"


def recipients(site: Site) -> list[Addressee]:
    """Departments of the province and the People's Committees of all communes, as the registers have them today."""
    office = site.settings.letters.office
    departments = [
        key
        for key, agency in site.registers.agencies.items()
        if key != office
        and (agency.level, agency.kind) == ("province", "department")
        and (agency.until is None or agency.until >= site.now.date())
    ]
    return [
        *addressees.named(site, departments),
        *addressees.committees(site, site.registers.places),
    ]


def _merge_table(site: Site) -> bytes:
    return addressees.merge_table(site, recipients(site))


def letter(site: Site) -> DocumentData:
    """The data of the letter; the settings must name who signs it."""
    office, year = site.settings.letters.office, site.now.year
    assert office is not None
    (who,) = addressees.named(site, [office])
    units = addressees.units(site, recipients(site))
    drafts = _drafts(site)
    return official_document.document(
        site,
        office,
        official_document.LETTER,
        f"hướng dẫn truyền thông dự thảo chính sách năm {year}",
        [*_blocks(site, who.name, units, listed=bool(drafts))],
        closing=f"Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các cơ quan, địa phương phản ánh về {who.name} để được hướng dẫn",
        dated=site.now.date(),
        addressees=[
            f"Các sở, ban, ngành của {_province(site)}",
            *([f"Ủy ban nhân dân các {units}"] if units else []),
        ],
        recipients=["Như trên"],
        annexes=drafts,
        demo=site.settings.sample,
        sent_out=True,
    )


def _province(site: Site) -> str:
    """`tỉnh`, or `thành phố` where it is a city."""
    name = site.settings.province.name
    return next((kind for kind in ("thành phố", "tỉnh") if fold(name).startswith(fold(kind))), name)


def _blocks(site: Site, name: str, units: str, *, listed: bool) -> Iterator[Block]:
    """The text; `units` are the kinds of its communes, "" where there are none; `listed`: drafts stand in an annex."""
    province = _province(site)
    where = site.links.spelled("")
    yield text(
        f"Để việc truyền thông chính sách trong quá trình xây dựng văn bản quy phạm pháp luật của {province} được thực hiện "
        f"đầy đủ, thống nhất, {name} hướng dẫn một số nội dung sau:"
    )
    yield heading("1. Xác định dự thảo phải truyền thông")
    yield text(
        "Cơ quan chủ trì soạn thảo xác định từng dự thảo theo bốn tiêu chí của Đề án 407, ghi rõ căn cứ. Thiếu một tiêu "
        "chí thì không bắt buộc theo Đề án; cơ quan vẫn có thể chủ động truyền thông. Văn bản có nội dung thuộc bí mật "
        "nhà nước thì không đưa vào."
    )
    yield heading("2. Thời gian và nội dung")
    yield text(
        "Truyền thông từ khi cơ quan đăng ký xây dựng văn bản (văn bản theo luật năm 2015: từ khi lấy ý kiến đối với đề "
        "nghị xây dựng) cho đến khi văn bản được ban hành. Nội dung truyền thông gồm:"
    )
    yield points(
        [
            "Sự cần thiết ban hành; mục đích, quan điểm xây dựng; phạm vi điều chỉnh, đối tượng áp dụng;",
            "Nội dung cơ bản của dự thảo;",
            "Nội dung mới, sửa đổi, bổ sung, bãi bỏ so với quy định hiện hành về quyền, lợi ích, nghĩa vụ; nhấn mạnh vấn "
            "đề khó, còn ý kiến khác nhau;",
            "Nội dung khác, nếu có.",
        ]
    )
    yield heading("3. Hình thức")
    yield text(
        "Chọn hình thức phù hợp với từng đối tượng, địa bàn: báo, đài; cổng thông tin điện tử, mạng xã hội của cơ quan; "
        "hội nghị, tọa đàm, đối thoại, họp báo; truyền thanh cơ sở, bảng tin, màn hình khu dân cư; ứng dụng phổ biến, "
        f"giáo dục pháp luật; hình thức phù hợp với người nước ngoài cư trú tại {province}."
    )
    yield heading("4. Lấy ý kiến và trả lời ý kiến")
    yield points(
        [
            f"Mỗi dự thảo lập một hồ sơ tại {where}, được duyệt trước khi công bố; thời hạn góp ý ghi đủ ngày, tháng, năm;",
            "Gia hạn, rút ngắn thời hạn, đính chính, rút dự thảo thì cập nhật hồ sơ và thay tài liệu đã niêm yết;",
            "Hết thời hạn, cơ quan chủ trì soạn thảo tổng hợp ý kiến, công khai nội dung tiếp thu và nội dung giữ nguyên, có nêu lý do;",
            "Không đưa dữ liệu cá nhân của người góp ý vào hồ sơ và tài liệu truyền thông.",
        ]
    )
    if listed:
        yield text(
            "Dự thảo đang và sắp lấy ý kiến tính đến ngày lập văn bản này được liệt kê kèm theo "
            "(Danh sách tại Phụ lục kèm theo)."
        )
    yield heading(f"5. Ủy ban nhân dân {units}" if units else "5. Cấp cơ sở")
    yield text(
        "Niêm yết, phát thanh theo đề nghị của cơ quan chủ trì soạn thảo; ghi ngày niêm yết, ngày gỡ, số lần phát thanh; "
        "tổng hợp ý kiến của người dân gửi cơ quan chủ trì soạn thảo. Tài liệu để in và lịch phát thanh của từng nơi "
        f"đăng tại {site.links.spelled(site.links.printing())} và {site.links.spelled(site.links.desk())}."
    )
    yield heading("6. Báo cáo")
    yield text(
        "Các cơ quan, địa phương báo cáo kết quả 6 tháng và hằng năm, lồng ghép trong báo cáo phổ biến, giáo dục pháp "
        f"luật, gửi {name} trước ngày {BLANK} (6 tháng) và trước ngày {BLANK} (năm). Không có dự thảo nào thuộc phạm vi "
        "thì ghi “không có dự thảo thuộc phạm vi”."
    )


def _drafts(site: Site) -> list[Annex]:
    """What opinions are or will be asked on, as far as it is known today; none where there is nothing."""
    own = [s for s in site.summaries if not is_central(site.registers, s.fields.document_type)]
    ahead = [s for s in own if s.fields.state in _AHEAD]
    if not site.settings.sample:  # what is invented is nobody's business
        ahead = [s for s in ahead if not s.fields.demo]
    known = snippets(ahead, BASICS)
    rows = [
        [
            str(n),
            basics.short_title + (" (dữ liệu minh họa)" if basics.demo else ""),
            basics.agency_name,
            _when(basics.view),
        ]
        for n, basics in enumerate(known, 1)
    ]
    if not rows:
        return []
    columns = ("Số TT", "Dự thảo", "Cơ quan chủ trì soạn thảo", "Thời gian lấy ý kiến")
    return [annex("Dự thảo đang và sắp lấy ý kiến", [table(columns, rows, (1, 5, 4, 4))])]


def _when(view: View) -> str:
    if view.opens is None or view.closes is None:
        return "chưa ấn định"
    return deadline_words.period(view.opens, view.closes)
