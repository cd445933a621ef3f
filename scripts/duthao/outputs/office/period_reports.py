"""The report of the period that runs and of the one that closed last, as the office of `report.office` signs them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from duthao.domain.statistics import report_periods
from duthao.domain.statistics.record_facts import meeting_facts
from duthao.domain.statistics.report_periods import ReportPeriod
from duthao.errors import Finding, Findings
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output, PageLink
from duthao.outputs.shared.period_figures import FACTS, facts_of, facts_of_drafts, period_report
from duthao.outputs.shared.period_report import report_document, send_by
from duthao.outputs.shared.signed_papers import official_document
from duthao.outputs.site import Site
from duthao.records import report_text
from duthao.records.record import Record
from duthao.records.report_text import ReportText

_GROUP = "Báo cáo định kỳ"


class PeriodReports(Output):
    """Two reports of the whole province; none where nobody signs them."""

    name = "period_reports"
    internal = True

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """`bao-cao/<period>.pdf` and `.docx`."""
        for period in _periods(site):
            try:
                yield from _report(site, period)
            except Findings as fault:
                refused = partial(_refuse, fault.findings)
                yield Artifact(f"{_path(period)}.docx", refused)

    def snippets(self, site: Site, record: Record) -> Mapping[str, object]:
        """The draft's facts."""
        return {FACTS: facts_of(site, record)}

    def site_links(self, site: Site) -> Iterator[PageLink]:
        """Both, with the day by which they are to be sent in."""
        for period in _periods(site):
            note = send_by(site, period)
            for suffix, form in ((".pdf", "PDF"), (".docx", "Word")):
                if suffix == ".docx" or site.printed:
                    label = f"Báo cáo {period.words} ({form})"
                    yield PageLink(_GROUP, label, f"{_path(period)}{suffix}", note)


def _periods(site: Site) -> list[ReportPeriod]:
    settings = site.settings.report
    if settings.office is None:
        return []
    return [
        report_periods.current(site.now, settings),
        report_periods.last_closed(site.now, settings),
    ]


def _path(period: ReportPeriod) -> str:
    return f"bao-cao/{period.key}"


def _report(site: Site, period: ReportPeriod) -> Iterator[Artifact]:
    """Raises Findings where the text of the report has faults."""
    path = report_text.default_path(site.root, period.key, None)
    where = path.relative_to(site.root).as_posix()
    written, faults = report_text.read(path, where) if path.exists() else (ReportText(), [])
    if faults:
        raise Findings(tuple(faults))
    office = site.settings.report.office
    assert office
    facts = (*facts_of_drafts(site.summaries), *meeting_facts(site.registers))
    report = period_report(facts, period, site.now, demo=site.settings.sample)
    data = report_document(site, report, written, office, whole_province=True)
    yield from official_document.artifacts(site, _path(period), where, data, report.whole.last_day)


def _refuse(faults: tuple[Finding, ...]) -> bytes:
    raise Findings(faults)
