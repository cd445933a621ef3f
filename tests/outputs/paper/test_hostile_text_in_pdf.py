"""Whatever stands in a record, every sheet prints it as text within its margins or tells a finding; none breaks."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from duthao.errors import Findings
from duthao.outputs.artifact import Artifact
from duthao.outputs.loudspeaker import draft_scripts
from duthao.outputs.paper import (
    comment_form,
    ended_sheet,
    handout,
    information,
    notice,
    pictures,
    posts,
    replacement,
    result_sheet,
)
from duthao.outputs.site import Site
from duthao.records.record import Record
from tests.conftest import ROOT
from tests.outputs.paper.test_sheets import ANSWERED, EXTENDED, OPEN, WITHDRAWN, record_of, site_at
from tests.pdf_text import MM, Printed
from tests.rendering.test_typesetting import PRINTS

SHEETS = (
    notice.NoticeSheet(),
    information.InformationSheet(),
    handout.Handouts(),
    posts.Posts(),
    comment_form.CommentForm(),
    replacement.ReplacementSheet(),
    result_sheet.ResultSheet(),
    ended_sheet.EndedSheet(),
    pictures.Pictures(),
    draft_scripts.DraftScripts(),
)
# A letter that the print fonts lack, or a mark that turns the direction of writing: never set, always told.
UNSET = {
    "emoji": "Xin mời 😀 góp ý",
    "joined emoji": "Gia đình 👨‍👩‍👧 góp ý",
    "right to left": "Góp ý مرحبا بالعالم",
    "turned": "Góp ý \u202eđịnh quy\u202c",
    "Chinese": "Góp ý 征求意见",
    "private": "Góp ý \ue000",
    "symbol": "Góp ý ☃",
}
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


WHILE_NEWS = {ANSWERED: "2026-10-01T08:00+07:00", WITHDRAWN: "2026-10-20T08:00+07:00"}


def sheets_of(site: Site, record: Record) -> Iterator[Artifact]:
    """The sheets, pictures and posts of a record."""
    for output in SHEETS:
        for artifact in output.for_record(site, record):
            if artifact.path.endswith((".pdf", ".png")) or Path(artifact.path).stem in (
                "zalo",
                "facebook",
            ):
                yield artifact


def hostile(record_id: str, text: str) -> Record:
    """A record whose words are `text` wherever an officer may write freely."""
    record = record_of(record_id)
    draft = record.draft
    changed = {
        "title": text[:300],
        "short_title": text[:90],
        "summary": text,
        "withdrawn": draft.withdrawn.model_copy(update={"reason": text})
        if draft.withdrawn
        else None,
        "comment": draft.comment.model_copy(update={"in_person": (text,)})
        if draft.comment
        else None,
        "rounds": tuple(
            r.model_copy(
                update={
                    "deadline_changes": tuple(
                        c.model_copy(update={"reason": text}) for c in r.deadline_changes
                    )
                }
            )
            for r in draft.rounds
        ),
    }
    plain = _SIGN.sub(r"\\\g<0>", text)  # Markdown for these very letters
    words = {
        "new": "| a | b | c | d |\n|---|---|---|---|\n"
        + f"| {plain} | {plain} | {plain} | {plain} |\n" * 5,
        "content": f"- {plain}\n" * 4,
        "questions": f"- {plain}\n" * 3,
    }
    sections = tuple(replace(s, markdown=words.get(s.key, plain)) for s in record.body.sections)
    return replace(
        record,
        draft=draft.model_copy(update=changed),
        body=replace(record.body, sections=sections),
    )


def printed(record_id: str, text: str) -> Iterator[tuple[str, bytes]]:
    """What could be set of such a record; the rest told a finding in its file."""
    record = hostile(record_id, text)
    # Of what has ended, while it is news: later the sheets name no draft.
    site = site_at(WHILE_NEWS[record_id]) if record_id in WHILE_NEWS else site_at()
    for artifact in sheets_of(replace(site, root=ROOT), record):
        try:
            yield Path(artifact.path).name, artifact.render()
        except Findings as told:
            assert {f.path for f in told.findings} == {record.path}, artifact.path
            assert all(f.message.vi and f.remedy.vi for f in told.findings)
            assert "not-set" not in {f.rule for f in told.findings}, told.findings


@pytest.mark.parametrize("record_id", [OPEN, EXTENDED, ANSWERED, WITHDRAWN])
@pytest.mark.parametrize("text", [*PRINTS, "Nghị " * 60, "đ" * 300, "-" * 80, "a@b.vn" * 15])
def test_text_stays_text_within_the_margins(record_id: str, text: str) -> None:
    names = set()
    for name, content in printed(record_id, text):
        names.add(name)
        if name.endswith(".png"):
            assert Image.open(io.BytesIO(content)).size in ((1200, 630), (1920, 1080))
        elif name.endswith(".pdf"):
            paper = Printed(content)
            width = float(paper.pdf.pages[0].mediabox[2]) * MM
            # The slanting stamp on papers for the announcer has no left and right end.
            upright = [run for run in paper.runs if run.size < 80 or name == "ap-phich.pdf"]
            assert max(run.end for run in upright) <= width - 10, name
            assert min(run.x for run in upright) >= 10, name
            squeezed = "".join(run.text for run in paper.runs).replace(" ", "")
            if name != "loa.pdf":  # which says it as it is spoken
                assert text[:90].strip().replace(" ", "") in squeezed, name
    assert {"the.png", "thong-bao.pdf"} <= names


@pytest.mark.parametrize("text", UNSET.values(), ids=UNSET)
def test_what_cannot_be_set_is_a_finding_of_every_sheet(text: str) -> None:
    assert {name for name, _ in printed(EXTENDED, text) if name.endswith((".pdf", ".png"))} == set()
