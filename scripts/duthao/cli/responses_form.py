"""`duthao responses form`: the form on line of a draft, for KoboToolbox and ODK (XLSForm) and for LimeSurvey."""

from __future__ import annotations

import argparse
from pathlib import Path

from duthao.cli.console import FINE, replace_bytes
from duthao.cli.response_files import record_of
from duthao.errors import Say
from duthao.outputs.shared import online_form, opinion_form
from duthao.records import draft_articles, register_reader
from duthao.speech.sentences import listed


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write both files. Raises DuthaoError."""
    draft_id, to = arguments.id, arguments.to
    record = record_of(root, draft_id)
    registers = register_reader.sound(root)
    articles = draft_articles.articles(record)
    asked = opinion_form.questions(record, articles, registers)
    read_first = online_form.notice(
        record, listed(registers.agencies[key].name for key in record.draft.agencies)
    )
    folder = to or root / "build" / "forms"
    folder.mkdir(parents=True, exist_ok=True)
    xlsform, survey = folder / f"{draft_id}-xlsform.xlsx", folder / f"{draft_id}-limesurvey.txt"
    replace_bytes(xlsform, online_form.xlsform(record, asked, read_first))
    replace_bytes(survey, online_form.limesurvey(record, asked, read_first))
    print(
        Say(
            f"Đã tạo {xlsform} (KoboToolbox, ODK) và {survey} (LimeSurvey): {len(asked)} câu, {len(articles)} điều của dự thảo.",
            f"Made {xlsform} (KoboToolbox, ODK) and {survey} (LimeSurvey): {len(asked)} questions, {len(articles)} articles.",
        )
    )
    if not (record.draft.comment and record.draft.comment.privacy):
        print(
            Say(
                "Hồ sơ chưa có «comment.privacy»: biểu mẫu không nêu cam kết nào của cơ quan.",
                "The record has no `comment.privacy`: the form says nothing that the agency undertakes.",
            )
        )
    return FINE
