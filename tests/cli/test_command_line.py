"""The command as people use it: help in two languages, new records, reading aloud, preview, documentation."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from duthao.cli.parser import parser
from duthao.records import record_reader
from tests.conftest import NOW, PROVINCE, ROOT, duthao, replace_text


def commands() -> list[str]:
    return sorted(next(a for a in parser()._actions if a.choices and a.metavar).choices)  # type: ignore[arg-type]


def test_every_command_is_documented() -> None:
    page = (ROOT / "content" / "so-tay" / "cau-hinh.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `duthao (\w+)`", page, re.MULTILINE)) == commands()


def test_every_setting_and_field_is_documented(built: Path) -> None:
    from duthao.domain.draft import Draft
    from duthao.domain.fields import fields_by_key
    from duthao.domain.settings import Settings

    page = (built / "site" / "so-tay" / "cau-hinh" / "index.html").read_text(encoding="utf-8")
    assert all(f"<code>{name}</code>" in page for name in Settings.model_fields)
    assert "<code>comment.allowed_hosts</code>" in page and "None" not in page
    page = (built / "site" / "so-tay" / "truong-du-lieu" / "index.html").read_text(encoding="utf-8")
    assert all(f"<code>{name}</code>" in page for name in fields_by_key(Draft))
    assert "<code>rounds[].deadline_changes[].closes</code>" in page and "None" not in page


@pytest.mark.parametrize("command", ["", *commands()])
def test_help_in_two_languages(command: str) -> None:
    arguments = [command, "--help"] if command else ["--help"]
    vietnamese, english = (
        duthao(*arguments).stdout,
        duthao(*arguments, env={"DUTHAO_LANG": "en"}).stdout,
    )
    assert vietnamese != english
    assert re.search(r"[ạảãàáâậầấẩẫăắằặẳẵđêếềệểễôốồộổỗơớờợởỡưứừựửữ]", vietnamese)
    assert not re.search(r"[ạảãàáâậầấẩẫăắằặẳẵđêếềệểễôốồộổỗơớờợởỡưứừựửữ]", english)


def test_new_lacks_only_what_the_officer_knows(province: Path) -> None:
    result = duthao(
        "new",
        "ht-2026-500",
        "--root",
        province,
        "--as-of",
        NOW,
        "--title",
        'Quyết định về "một việc": thử',
        "--short-title",
        "Một việc thử",
        "--type",
        "qd-ubnd-tinh",
        "--agency",
        "Sở Xây dựng",
        "--issuer",
        "ubnd-tinh",
        "--topic",
        "dat-dai",
        "--place",
        "ha-tinh",
        "--opens",
        "2026-12-01",
        "--closes",
        "2026-12-30",
    )
    assert result.returncode == 0, result.stderr
    done = duthao(
        "check",
        "--root",
        province,
        "--as-of",
        NOW,
        "--format",
        "json",
        province / "drafts" / "ht-2026-500",
    )
    errors = {
        (f["rule"], f["message"]) for f in json.loads(done.stdout) if f["severity"] == "error"
    }
    assert any("summary" in message for _, message in errors)
    assert {rule for rule, _ in errors} == {
        "field-missing",
        "section-empty",
        "nothing-new",
        "no-full-text",
        "no-offline-way",
        "no-way-without-account",
    }
    assert duthao("new", "ht-2026-500", "--root", province).returncode == 2


def test_new_refuses_what_it_cannot_use(province: Path) -> None:
    for flag, value in (
        ("--closes", "31/02/2027"),
        ("--closes", "30/11/2026"),
        ("--opens", "mai"),
        ("--agency", "Sở Không Có"),
        ("--short-title", "x" * 91),
    ):
        done = duthao(
            "new", "ht-2026-501", "--root", province, "--opens", "2026-12-01", flag, value
        )
        assert done.returncode == 2 and value in done.stderr
        assert not (province / "drafts" / "ht-2026-501").exists()


def asked(root: Path, *answers: str) -> tuple[int, str]:
    """The exit code and what a person sees who gives these answers at a terminal, then closes it."""
    here, there = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "duthao", "new", "--root", str(root), "--as-of", NOW],
        stdin=there,
        stdout=there,
        stderr=there,
    )
    os.close(there)
    os.write(here, "".join(f"{answer}\n" for answer in answers).encode() + b"\x04")
    shown = b""
    while True:
        try:
            part = os.read(here, 65536)
        except OSError:  # nobody is at the other end any more
            break
        if not part:
            break
        shown += part
    return running.wait(), shown.decode()


def test_new_asks_a_person(province: Path) -> None:
    """In Vietnamese, again where an answer cannot be used, with what there is to choose from; days as they are written here."""
    before = set(record_reader.ids(province))
    code, shown = asked(
        province,
        'Nghị quyết: hỗ trợ "trồng" quế',
        "Hỗ trợ trồng quế",
        "nghị quyết",
        "nq-hdnd-tinh",
        "Sở Nông nghiệp và Môi trường",
        "hdnd-tinh",
        "nong-nghiep-nong-thon",
        "ha-tinh",
        "31/02/2026",
        "5/12/2026",
        "04/12/2026",
        "10/01/2027",
    )
    assert code == 0 and "Traceback" not in shown
    assert "Tên đầy đủ của văn bản" in shown and "nq-hdnd-xa: " in shown
    assert shown.count("Chưa đúng, nhập lại.") == 2
    (record_id,) = set(record_reader.ids(province)) - before
    record, findings = record_reader.read(province, record_id)
    assert record and record.draft.title == 'Nghị quyết: hỗ trợ "trồng" quế'
    assert record.draft.rounds[0].opens and record.draft.rounds[0].opens.text == "2026-12-05"
    assert record.draft.rounds[0].closes and record.draft.rounds[0].closes.text == "2027-01-10"
    assert [f.rule for f in findings] == ["field-missing"]  # the summary


def test_new_is_stopped(province: Path) -> None:
    before = record_reader.ids(province)
    code, shown = asked(province, "Một văn bản")
    assert code == 2 and "Chưa tạo hồ sơ nào" in shown and "Traceback" not in shown
    assert record_reader.ids(province) == before


def test_read_line_by_line(tmp_path: Path) -> None:
    done = duthao("read", input="Từ ngày 10/11 đến hết ngày 05/12/2026\nMã XYZQ9\n", cwd=tmp_path)
    lines = done.stdout.splitlines()
    assert (
        lines[0]
        == "Từ ngày mùng mười tháng mười một đến hết ngày mùng năm tháng mười hai năm hai nghìn không trăm hai mươi sáu"
    )
    assert "XYZQ9" in lines[1] and "XYZQ9" in done.stderr
    assert done.returncode == 1
    assert duthao("read", "HĐND tỉnh", cwd=tmp_path).stdout == "Hội đồng nhân dân tỉnh\n"


@pytest.mark.parametrize("command", ["build", "check", "release", "next"])
def test_what_is_no_instant_is_told(command: str) -> None:
    done = duthao(command, "--root", PROVINCE, "--as-of", "30-11-2026")
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "«30-11-2026» không phải thời điểm" in done.stderr


def test_a_root_that_is_none() -> None:
    done = duthao("build", "--root", "/nonexistent-root")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr and "mkdocs.yml" in done.stderr


def test_serve_rebuilds_and_tells_the_browser(province: Path) -> None:
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "duthao",
            "serve",
            "--root",
            str(province),
            "--as-of",
            NOW,
            "--port",
            "0",
            "--no-pdf",
        ],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        assert running.stderr
        address = next(
            m.group()
            for line in running.stderr
            if (m := re.search(r"http://localhost:\d+/\S*", line))
        )
        page = urllib.request.urlopen(address + "du-thao/ht-2026-002/").read().decode()
        assert 'src="/gop-y/__duthao/reload.js"' in page and address.endswith("/gop-y/")
        script = urllib.request.urlopen(address + "__duthao/reload.js").read().decode()
        assert 'EventSource("/gop-y/__duthao/events")' in script
        events = urllib.request.urlopen(address + "__duthao/events", timeout=30)
        first = json.loads(events.readline()[6:])
        record = province / "drafts" / "ht-2026-002" / "index.md"
        source = record.read_text(encoding="utf-8")
        record.write_text(source.replace("title:", "titel:", 1), encoding="utf-8")
        assert events.readline() == b"\n"
        broken = json.loads(events.readline()[6:])
        assert broken["build"] > first["build"] and any(
            "unknown-key" in fault for fault in broken["faults"]
        )
        assert urllib.request.urlopen(address + "du-thao/ht-2026-002/").read().decode() == page
        record.write_text(
            source.replace("## Nội dung cơ bản\n", "## Nội dung cơ bản\n\nCâu vừa thêm.\n", 1),
            encoding="utf-8",
        )
        deadline = time.monotonic() + 30
        while (
            "Câu vừa thêm."
            not in urllib.request.urlopen(address + "du-thao/ht-2026-002/").read().decode()
        ):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(address + "khong-co/")
        assert missing.value.code == 404 and "reload.js" in missing.value.read().decode()
    finally:
        running.terminate()
        running.wait()


def test_settings_are_read_strictly(province: Path) -> None:
    replace_text(
        province / "mkdocs.yml", "    tag_authority:", "    tag_autority: x\n    tag_authority:"
    )
    done = duthao("check", "--root", province)
    assert done.returncode == 2 and "tag_autority" in done.stderr and "Traceback" not in done.stderr
