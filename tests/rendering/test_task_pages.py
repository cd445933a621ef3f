"""The handbook by task: each page has the same four headings and is found by other words; a terminal shows its words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from duthao.rendering import task_pages
from duthao.text import fold, slug
from tests.conftest import ROOT, duthao

PAGES = task_pages.read(ROOT)
BY_NAME = {page.name: page for page in PAGES}

# Names of pages are addresses, and what officers type: none is ever renamed.
NAMES = [
    "dang-du-thao",
    "soan-bang-bieu-mau",
    "soan-bang-word",
    "soan-tren-windows",
    "tu-ho-so-word",
    "tep-dinh-kem",
    "chua-co-ngay",
    "du-thao-trung-uong",
    "them-ban-dich",
    "trinh-duyet",
    "cong-bo",
    "gia-han",
    "rut-ngan-thoi-han",
    "dinh-chinh",
    "thay-tep",
    "doi-noi-nhan-gop-y",
    "rut-du-thao",
    "dung-xay-dung",
    "to-chuc-hop",
    "doi-huy-hop",
    "dot-truyen-thong-chung",
    "phat-loa",
    "niem-yet",
    "ghi-nhat-ky",
    "gui-cong-van",
    "gui-bao-chi",
    "nhan-y-kien",
    "tra-loi-y-kien",
    "cong-bo-ket-qua",
    "lay-y-kien-dot-hai",
    "buoc-tiep-theo",
    "van-ban-ban-hanh",
    "lap-ke-hoach-nam",
    "lap-bao-cao",
    "nghiem-thu-san-pham",
    "them-co-quan",
    "sap-nhap",
    "cai-dat-windows",
    "may-chu-rieng",
    "khoi-phuc",
    "may-bao-loi",
    "tep-lo-thong-tin",
    "trang-khong-cap-nhat",
    "tinh-khac",
    "bao-tin-qua-thu",
]
# Anchors of the page that was the whole handbook once.
FORMER = [
    "so-tay",
    "chuan-bi",
    "tu-tep-word",
    "cac-buoc",
    "tao-thu-muc",
    "chep-tep",
    "lam-sach-tep",
    "dien-phan-dau",
    "dan-noi-dung",
    "kiem-tra",
    "xem-thu",
    "ho-so-mau",
    "sau-cong-bo",
    "tra-loi-tung-y-kien",
    "giu-nguyen",
    "khong-dua-vao-kho",
    "khi-vuong",
]


def test_every_task_has_a_page() -> None:
    assert {page.name for page in PAGES} >= set(NAMES)
    assert {page.group for page in PAGES} == set(task_pages.GROUPS)
    assert len({(page.group, page.order) for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_a_task(page: task_pages.TaskPage) -> None:
    assert page.name == slug(page.name)
    assert page.text.strip().startswith(f"# {page.title} {{#{page.name}}}\n")
    heads = re.findall(r"^## (.*?) \{#(.*?)\}$", page.text, re.MULTILINE)
    assert heads == [(name, slug(name)) for name in task_pages.HEADINGS]
    assert not re.search(r"^##? [^{]*$", page.text, re.MULTILINE)
    parts = re.split(r"^## .*$", page.text, flags=re.MULTILINE)[1:]
    assert all(part.strip() for part in parts)
    assert re.search(r"^1\. ", parts[1], re.MULTILINE), "what to do goes step by step"
    assert page.words == fold(page.words) and len(page.words.split(",")) >= 3
    assert page.description.endswith(".") and len(page.description) < 160


def test_pictures() -> None:
    """Each is there, small, of the size that its page says, with words for who does not see it; none is left over."""
    folder = ROOT / task_pages.FOLDER / "hinh"
    shown: dict[str, task_pages.TaskPage] = {}
    for page in PAGES:
        for alt, name, size in re.findall(
            r"!\[(.*)\]\(hinh/(.*)\)\{(.*) loading=lazy\}", page.text
        ):
            picture = Image.open(folder / name)
            assert size == f"width={picture.width} height={picture.height}", name
            assert len(alt) > 40
            shown[name] = page
    kept = {path.name: path.stat().st_size for path in folder.iterdir()}
    assert set(kept) == set(shown) and len(kept) >= 6
    assert max(kept.values()) < 50_000 and sum(kept.values()) < 200_000


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("width", [48, 100])
def test_a_page_in_a_terminal(page: task_pages.TaskPage, width: int) -> None:
    """Every word of the page stands there, in its order; nothing of its markup does."""
    text = task_pages.as_text(page, width)
    for mark in ("](", "**", "`", "{#", "<!--", "&lt;", "|--"):
        assert mark not in text, mark
    assert all(head in text for head in task_pages.HEADINGS)
    assert max(len(line) for line in text.splitlines() if " " in line.strip()) <= max(width, 75)
    written = re.sub(
        r"<!--.*?-->|!\[[^]]*\]\([^)]*\)\{[^}]*\}|\]\([^)]*\)|\{#[\w-]+\}|^ *```\w*$",
        " ",
        page.text,
        flags=re.M,
    )
    words = re.findall(r"[^\W\d_]{3,}", written)
    said = iter(re.findall(r"[^\W\d_]{3,}", text))
    assert [word for word in words if word not in said] == []


def test_a_table_and_a_command_in_a_terminal() -> None:
    text = task_pages.as_text(BY_NAME["tep-dinh-kem"], 80)
    assert "\n       duthao clean du-thao.docx\n" in text
    assert "\n- Còn trong tệp | Vì sao\n" in text


@pytest.mark.parametrize(
    "asked", ["gia-han", "gia han", "Gia hạn góp ý", "kéo dài", "lui han", "gia-hann"]
)
def test_a_task_is_found(asked: str) -> None:
    page = task_pages.named(PAGES, asked)
    found = [page] if page else task_pages.near(PAGES, asked)
    assert [page.name for page in found] == ["gia-han"]


def test_the_command() -> None:
    done = duthao("help", "gia", "hạn")
    assert done.returncode == 0 and done.stdout.startswith("Gia hạn góp ý\n====")
    listed = duthao("help").stdout
    assert all(f"\n  {name} " in listed for name in NAMES)
    several = duthao("help", "hop")
    assert several.returncode == 2 and "to-chuc-hop" in several.stderr and several.stdout == ""
    nothing = duthao("help", "zzz", env={"DUTHAO_LANG": "en"})
    assert nothing.returncode == 2 and "There is no task `zzz`" in nothing.stderr


def test_without_the_handbook(tmp_path: Path) -> None:
    done = duthao("help", "--root", tmp_path)
    assert done.returncode == 2 and "--root" in done.stderr and "Traceback" not in done.stderr


def test_the_list_of_tasks(sample: Path) -> None:
    page = (sample / "so-tay" / "index.html").read_text(encoding="utf-8")
    for task in PAGES:
        assert f'href="../{task.address}"' in page or f'href="viec/{task.name}/"' in page, task.name
        assert (sample / task.address / "index.html").is_file()
    assert [name for name in FORMER if f'id="{name}"' not in page] == []
    for name in task_pages.GROUPS.values():
        assert f">{name}</h2>" in page


def test_a_list_of_tasks_follows_its_pages(tmp_path: Path) -> None:
    """What the page of the list depends on: names and words, not what stands on the pages."""
    folder = tmp_path / task_pages.FOLDER
    folder.mkdir(parents=True)
    text = (ROOT / task_pages.FOLDER / "gia-han.md").read_text(encoding="utf-8")
    (folder / "gia-han.md").write_text(text, encoding="utf-8")
    before = task_pages.listed(tmp_path)
    (folder / "gia-han.md").write_text(text + "\nThêm.\n", encoding="utf-8")
    assert task_pages.listed(tmp_path) == before
    (folder / "gia-han.md").write_text(text.replace("words: ", "words: xin, "), encoding="utf-8")
    assert task_pages.listed(tmp_path) != before
