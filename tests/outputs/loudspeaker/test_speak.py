"""A machine's preview and people's recordings, with the real programs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as lxml_html

from duthao.outputs.loudspeaker import draft_scripts, recordings, scripts
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import NOW, PROVINCE, ROOT, duthao, replace_text
from tests.loudspeaker_scripts import OPEN, record_of, site_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(PROVINCE / "drafts", tmp_path / "drafts")
    shutil.copy(PROVINCE / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (tmp_path / "theme").symlink_to(ROOT / "theme", target_is_directory=True)
    return tmp_path


def about(mp3: Path) -> tuple[float, dict[str, str]]:
    """What ffprobe reads: seconds and tags."""
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_format", "-of", "json", mp3],
        capture_output=True,
        text=True,
        check=True,
    )
    form = json.loads(done.stdout)["format"]
    assert form["format_name"] == "mp3"
    return float(form["duration"]), form.get("tags", {})


def tone(path: Path, seconds: float, *options: str) -> None:
    """An MP3 of a steady tone."""
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", f"sine=duration={seconds}", *options, path],
        check=True,
    )


def test_a_preview_is_an_mp3_that_says_whose_voice_it_is(root: Path) -> None:
    done = duthao("speak", OPEN, "--root", root, "--as-of", NOW, "--script", "mo-ngan")
    assert done.returncode == 0, done.stderr
    path = Path(done.stdout.strip())
    assert path == root / "build" / "speak" / f"{OPEN}-mo-ngan-giong-may.mp3"
    length, tags = about(path)
    script = next(
        s
        for s in scripts.compose(site_of(PROVINCE), record_of(PROVINCE, OPEN)).texts
        if s.file == "mo-ngan.txt"
    )
    assert "giọng máy" in tags["title"] and script.label in tags["title"]
    assert length == pytest.approx(
        script.seconds + 4, rel=0.10
    )  # four seconds of words and pauses that say it is a machine
    again = duthao(
        "speak",
        OPEN,
        "--root",
        root,
        "--as-of",
        NOW,
        "--script",
        "mo-ngan",
        "--output",
        root / "again.mp3",
    )
    assert again.returncode == 0 and (root / "again.mp3").read_bytes() == path.read_bytes()


def test_another_programme_reads_where_the_settings_name_one(root: Path) -> None:
    (root / "voice.py").write_text(
        "import io, sys, wave\nopen('heard.txt', 'wb').write(sys.stdin.buffer.read())\nmade = io.BytesIO()\nout = wave.open(made, 'wb')\n"
        "out.setparams((1, 2, 8000, 0, 'NONE', ''))\nout.writeframes(bytes(2 * 8000 * 3))\nout.close()\nsys.stdout.buffer.write(made.getvalue())\n"
    )
    replace_text(
        root / "mkdocs.yml",
        "    radio:\n",
        f"    speech:\n      command: {sys.executable} voice.py\n    radio:\n",
    )
    done = duthao(
        "speak",
        OPEN,
        "--root",
        ".",
        "--as-of",
        NOW,
        "--output",
        "x.mp3",
        cwd=root,
        env={"PYTHONPATH": str(ROOT / "scripts")},
    )
    assert done.returncode == 0, done.stderr
    assert about(root / "x.mp3")[0] == pytest.approx(3, abs=0.2)
    text = (root / "heard.txt").read_text(encoding="utf-8")
    script = next(
        s
        for s in scripts.compose(site_of(PROVINCE), record_of(PROVINCE, OPEN)).texts
        if s.file == "mo.txt"
    )
    assert text == f"Bản nghe thử, giọng máy.\n\n{script.text}"


@pytest.mark.parametrize(
    "arguments,said",
    [
        (
            (OPEN, "--script", "ket-qua"),
            "Không có bài «ket-qua». Có: mo, mo-ngan, nhac, nhac-ngan, hop-20261126-1400.",
        ),
        (("ht-2025-001",), "chưa có ngày lấy ý kiến"),
        (("khong-co",), "Không đọc được hồ sơ khong-co"),
    ],
)
def test_what_cannot_be_spoken_is_said(root: Path, arguments: tuple[str, ...], said: str) -> None:
    done = duthao("speak", *arguments, "--root", root, "--as-of", NOW)
    assert done.returncode == 2 and said in done.stderr and not (root / "build" / "speak").exists()


def test_a_missing_programme_is_named_with_the_way_to_get_it(root: Path) -> None:
    done = duthao("speak", OPEN, "--root", root, "--as-of", NOW, env={"PATH": str(root)})
    assert (
        done.returncode == 2
        and "Máy chưa có «espeak-ng». Cài bằng lệnh: sudo apt-get install espeak-ng ffmpeg"
        in done.stderr
    )


def test_a_failing_programme_is_quoted(root: Path) -> None:
    replace_text(
        root / "mkdocs.yml",
        "    radio:\n",
        "    speech:\n      command: ls --no-such\n    radio:\n",
    )
    done = duthao("speak", OPEN, "--root", root, "--as-of", NOW)
    assert done.returncode == 2 and "«ls» báo lỗi" in done.stderr


# ---- recordings


@pytest.mark.parametrize(
    "options",
    [
        ("-ar", "44100", "-b:a", "128k"),
        ("-ar", "22050", "-b:a", "48k"),
        (
            "-ar",
            "8000",
        ),
        ("-q:a", "5"),
        ("-write_id3v1", "1"),
    ],
)
def test_the_length_of_a_recording_is_that_of_ffprobe(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    tone(tmp_path / "a.mp3", 7.3, *options)
    assert recordings.seconds((tmp_path / "a.mp3").read_bytes()) == pytest.approx(
        about(tmp_path / "a.mp3")[0], abs=0.15
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"ID3",
        b"ID3\x04\x00\x00\x00\x00\x00\x00",
        b"\xff",
        b"\xff" * 1000,
        bytes(range(256)) * 9,
        b"RIFF----WAVE",
    ],
)
def test_no_sound_has_no_length(content: bytes) -> None:
    assert recordings.seconds(content) < 1


def read(root: Path) -> tuple[Site, Record]:
    return replace(site_of(root), root=root), record_of(root, OPEN)


def test_a_recording_is_published_with_player_length_and_transcript(root: Path) -> None:
    tone(root / "drafts" / OPEN / "loa-mo.mp3", 65)
    site, record = read(root)
    artifacts = {
        artifact.path: artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
    }
    path = f"du-thao/{OPEN}/loa/loa-mo.mp3"
    assert artifacts[path].render() == (root / "drafts" / OPEN / "loa-mo.mp3").read_bytes()
    page = lxml_html.fromstring(
        f"<body>{artifacts[f'du-thao/{OPEN}/loa/index.html'].render().decode()}</body>"
    )
    [player] = page.xpath("//section[@aria-labelledby='mo']//audio")
    assert (
        player.get("src").endswith("loa-mo.mp3")
        and player.get("preload") == "none"
        and "Bài mở đầu" in player.get("aria-label")
    )
    [section] = player.iterancestors("section")
    assert "Bản thu giọng người, 1 phút 5 giây" in section.text_content()
    assert section.xpath(".//a[@href='#mo-loi']") and page.xpath("//*[@id='mo-loi']")
    assert list(recordings.findings(site, record)) == []


@pytest.mark.parametrize(
    "name,rule,severity",
    [
        ("loa-khac.mp3", "recording-unknown", "warning"),
        ("loa-mo.mp3", "recording-unreadable", "error"),
    ],
)
def test_a_recording_that_nobody_could_hear_is_a_finding(
    root: Path, name: str, rule: str, severity: str
) -> None:
    (root / "drafts" / OPEN / name).write_bytes(b"ID3\x04\x00\x00\x00\x00\x00\x00")
    site, record = read(root)
    [finding] = [
        f
        for f in draft_scripts.DraftScripts().findings(site, record)
        if f.rule.startswith("recording")
    ]
    assert (finding.rule, finding.severity, finding.path) == (
        rule,
        severity,
        f"drafts/{OPEN}/{name}",
    )
    assert not [
        artifact
        for artifact in draft_scripts.DraftScripts().for_record(site, record)
        if artifact.path.endswith(".mp3")
    ]
