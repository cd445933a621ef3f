"""`duthao report`: the figures of a period, and the report that an agency signs, as PDF, Word document, JSON and CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from duthao import clock
from duthao.cli.console import FINE, FOUND, replace_bytes
from duthao.cli.findings_report import print_findings
from duthao.domain.statistics import report_periods
from duthao.domain.statistics.record_facts import RecordFacts, meeting_facts
from duthao.domain.statistics.report_periods import ReportPeriod
from duthao.errors import DuthaoError, Findings, Say
from duthao.outputs.shared import period_figures
from duthao.outputs.shared.period_report import report_document
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.shared.signed_papers.official_document_word import word_document
from duthao.outputs.site import Site
from duthao.records import approval, record_reader, register_reader, report_text, settings_reader
from duthao.records.approvals import approval_faults
from duthao.records.report_text import ReportText
from duthao.rendering.links import Links


def run(arguments: argparse.Namespace) -> int:
    """Write the files and name them. Returns 1 where a record or the text has faults. Raises DuthaoError."""
    root = arguments.root.resolve()
    settings, site_url = settings_reader.load(root)
    registers = register_reader.sound(root)
    now = clock.now(arguments.as_of or settings.as_of)
    site = Site(root, settings, Links(site_url), registers, now, {})
    agency = arguments.agency or settings.report.office
    if agency is None or agency not in registers.agencies:
        raise _no_agency(agency)
    period = _period(arguments, site)
    path = arguments.text or report_text.default_path(root, period.key, arguments.agency)
    written = ReportText()
    if arguments.text or path.exists():
        where = path.resolve()
        name = where.relative_to(root).as_posix() if where.is_relative_to(root) else str(path)
        written, faults = report_text.read(path, name)
        if faults:
            print_findings(faults, "text", root)
            return FOUND
    left_out: list[str] = []  # drafts that nobody approved yet, which is no fault
    faulty: list[str] = []
    counted = [*_facts(site, left_out, faulty), *meeting_facts(site.registers)]
    facts = period_figures.of_agency(counted, arguments.agency)
    report = period_figures.period_report(facts, period, site.now, demo=site.settings.sample)
    data = report_document(site, report, written, agency, whole_province=not arguments.agency)
    dated = report.whole.last_day
    folder = arguments.out or root / "build" / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    stem = "-".join(filter(None, ("bao-cao", period.key, arguments.agency)))
    try:
        files = {
            "pdf": official_document.pdf(site, str(path), data, dated),
            "docx": word_document(data, dated),
            "json": period_figures.figures_json(registers, report),
            "csv": period_figures.figures_csv(report.whole),
        }
    except Findings as fault:
        print_findings(fault.findings, "text", root)
        return FOUND
    for suffix, content in files.items():
        target = folder / f"{stem}.{suffix}"
        replace_bytes(target, content)
        print(target)
    for words in (*left_out, *faulty):
        print(words, file=sys.stderr)
    return FOUND if faulty else FINE


def _period(arguments: argparse.Namespace, site: Site) -> ReportPeriod:
    first, last = arguments.first, arguments.last
    if first is None and last is None:
        return report_periods.last_closed(site.now, site.settings.report)
    if first is None or last is None:
        raise DuthaoError(
            Say("Ghi cả --from và --to, hoặc bỏ cả hai.", "Give both --from and --to, or neither.")
        )
    if last < first:
        raise DuthaoError(
            Say("Ngày ở --to trước ngày ở --from.", "The day of --to is before that of --from.")
        )
    if clock.midnight(first) > site.now:
        raise DuthaoError(Say("Kỳ này chưa bắt đầu.", "The period has not begun."))
    return report_periods.named(first, last, site.settings.report)


def _no_agency(key: str | None) -> DuthaoError:
    if key is None:
        return DuthaoError(
            Say(
                "Không rõ cơ quan nào ký: ghi --agency, hoặc «report.office» trong mkdocs.yml.",
                "Who signs is not said: give --agency, or `report.office` in mkdocs.yml.",
            )
        )
    return DuthaoError(
        Say(f"«{key}» không có trong agencies.yml.", f"`{key}` is not in agencies.yml.")
    )


def _facts(site: Site, left_out: list[str], faulty: list[str]) -> Iterator[RecordFacts]:
    """Those of all records that the site publishes; both lists get why others are not counted."""
    for name in record_reader.ids(site.root):
        record, _ = record_reader.read(site.root, name)
        if record is None or record.faulty_fields:
            faulty.append(
                str(
                    Say(
                        f"Bỏ qua {name}: hồ sơ có lỗi, chạy «duthao check».",
                        f"{name} is left out: it has faults, run `duthao check`.",
                    )
                )
            )
        elif found := approval_faults.faults(site.root, record, site.registers, site.settings):
            for fault in found:
                (left_out if fault.rule == approval.NEVER else faulty).append(str(fault))
        else:
            yield period_figures.facts_of(site, record)
