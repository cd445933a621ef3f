"""`duthao report`: its files say the same, a text of its own is read strictly, and what nobody knows stays blank."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from duthao.cli.main import main
from duthao.domain.statistics.figure_definitions import DEFINITIONS
from duthao.records import report_text
from tests.conftest import ROOT


def report(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    code = main(["report", "--root", str(ROOT), *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out + told.err


def words(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def converted(folder: Path, name: str) -> str:
    """What a Word document says, as LibreOffice sets it."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder / "word"), str(folder / name)],
        check=True, capture_output=True,
    )  # fmt: skip
    return words((folder / "word" / Path(name).with_suffix(".pdf")).read_bytes())


def test_the_period_closed_last_in_four_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = tmp_path / "loi.md"
    written.write_text(
        "## Khó khăn, vướng mắc\n\nNhiều xã chưa có\nmàn hình.\n\n- Thiếu loa;\n- Thiếu người.\n",
        encoding="utf-8",
    )
    code, _ = report(
        capsys, "--out", tmp_path, "--text", written, "--from", "15/12/2025", "--to", "14/06/2026"
    )
    assert code == 0
    stem = "bao-cao-2026-6-thang"
    made: dict[str, Any] = json.loads((tmp_path / f"{stem}.json").read_text(encoding="utf-8"))
    assert made["period"] | {"counted_until": "", "words": ""} == {
        "key": "2026-6-thang", "words": "", "first": "2025-12-15", "last": "2026-06-14",
        "counted_until": "", "closed": True,
    }  # fmt: skip
    pdf = words((tmp_path / f"{stem}.pdf").read_bytes())
    docx = converted(tmp_path, f"{stem}.docx")
    for text in (pdf, docx):
        for part in (
            "BÁO CÁO", "Kết quả truyền thông dự thảo chính sách 6 tháng đầu năm 2026", "/BC-STP",
            "số liệu từ ngày 15/12/2025 đến hết ngày 14/06/2026", "không phải số liệu thật",
            "Nhiều xã chưa có màn hình.", "- Thiếu người.", "III. ĐỀ XUẤT, KIẾN NGHỊ", "Cơ quan báo cáo tự điền",
            "chưa có nhật ký truyền thông; cơ quan tự điền", "có tại Phụ lục III",
            "Quý IV năm 2025 (từ ngày 15/12/2025", "Quý I năm 2026", "ghi bổ sung sau khi chốt số liệu", "không có dự thảo thuộc phạm vi",
        ):  # fmt: skip
            assert part in text, part
        for figure in made["figures"]:
            if figure["records"] is not None:
                assert f"{figure['label']}: {figure['words']}" in text, figure["key"]
    rows = list(csv.DictReader(io.StringIO((tmp_path / f"{stem}.csv").read_text("utf-8-sig"))))
    for figure in made["figures"]:
        lines = [row for row in rows if row["Chỉ tiêu"] == figure["label"]]
        behind = [int(row["Số lượng"]) for row in lines if row["Số lượng"]]
        assert sum(behind) == (figure["value"] or 0)
        assert [r["amount"] for r in figure["records"] or ()] == behind
    assert {figure["key"] for figure in made["figures"]} == set(DEFINITIONS)


def test_the_sum_under_a_list_is_the_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = report(
        capsys, "--out", tmp_path, "--from", "2025-12-15", "--to", "2026-12-14", "--agency", "so-xay-dung"
    )  # fmt: skip
    stem = "bao-cao-2026-nam-so-xay-dung"
    made = json.loads((tmp_path / f"{stem}.json").read_text(encoding="utf-8"))
    value = {figure["key"]: figure["value"] for figure in made["figures"]}
    assert code == 0 and value["received"] == 372 and value["asked"] == 2
    text = words((tmp_path / f"{stem}.pdf").read_bytes())
    assert "Sở Xây dựng báo cáo" in text and "Kỳ báo cáo chưa kết thúc" in text
    assert "- Sở Tư pháp (để tổng hợp);" in text
    answered = [
        value[k] for k in ("received", "accepted", "partly", "kept", "noted", "out_of_scope")
    ]
    assert f"Cộng {' '.join(map(str, answered))}" in text


@pytest.mark.parametrize(
    "arguments,said",
    [
        (["--from", "2026-01-01"], "--to"),
        (["--from", "2026-02-01", "--to", "2026-01-01"], "trước ngày"),
        (["--from", "2027-02-01", "--to", "2027-03-01"], "chưa bắt đầu"),
        (["--from", "01/02/2026", "--to", "1/1/2026"], "trước ngày"),
        (["--agency", "so-khong-co"], "agencies.yml"),
    ],
)
def test_what_cannot_be_reported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, told = report(capsys, "--out", tmp_path, *arguments)
    assert (code, said in told, list(tmp_path.iterdir())) == (2, True, [])


def test_every_fault_of_a_text_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "loi.md"
    path.write_text(
        "Mở đầu.\n## Khó khăn\n\n## Đề xuất, kiến nghị\n| a | b |\n### Nhỏ\nMột **việc**.\n## Đề xuất, kiến nghị\n",
        encoding="utf-8",
    )
    text, faults = report_text.read(path, "loi.md")
    assert [(f.line, f.rule) for f in faults] == [
        (1, "report-text-form"),
        (2, "report-heading"),
        (5, "report-text-form"),
        (6, "report-heading"),
        (7, "report-text-form"),
        (8, "report-heading"),
    ]
    assert text.difficulties == ()
    code, told = report(capsys, "--out", tmp_path / "out", "--text", path)
    assert code == 1 and "Dùng «## Khó khăn, vướng mắc»" in told
    assert not (tmp_path / "out").exists()


def test_a_record_with_faults_is_named_and_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "root"
    (root / "drafts").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "theme").symlink_to(ROOT / "theme")
    for name in ("_registers", "lc-2026-002"):
        shutil.copytree(ROOT / "drafts" / name, root / "drafts" / name)
    index = root / "drafts" / "lc-2026-002" / "index.md"
    index.write_text(index.read_text("utf-8").replace("short_title:", "short_titel:"), "utf-8")
    code = main(["report", "--root", str(root), "--out", str(tmp_path / "out")])
    assert code == 1 and "Bỏ qua lc-2026-002" in capsys.readouterr().err
    made = json.loads((tmp_path / "out" / "bao-cao-2026-6-thang.json").read_text("utf-8"))
    assert {figure["value"] for figure in made["figures"]} == {0, None}


def test_what_nobody_approved_is_not_counted_and_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "root"
    (root / "drafts").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "theme").symlink_to(ROOT / "theme")
    for name in ("_registers", "lc-2026-002"):
        shutil.copytree(ROOT / "drafts" / name, root / "drafts" / name)
    (root / "drafts" / "lc-2026-002" / "released.yml").unlink()
    index = root / "drafts" / "lc-2026-002" / "index.md"
    head, _, rest = index.read_text("utf-8").partition("approved:")
    index.write_text(head + re.sub(r"\A\n(?: .*\n)+", "", rest), "utf-8")
    out = tmp_path / "out"
    year = ("--from", "2025-12-15", "--to", "2026-12-14")
    code = main(["report", "--root", str(root), "--out", str(out), *year])
    assert (code, "not-approved" in capsys.readouterr().err) == (0, True)
    made = json.loads((out / "bao-cao-2026-nam.json").read_text("utf-8"))
    assert made["figures"][0]["value"] == 0
