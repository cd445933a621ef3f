"""The form in Word in which an officer writes a record, blank, for everybody to take."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from duthao.domain.record_questions.choices import REGISTERS, choices
from duthao.outputs.artifact import Artifact
from duthao.outputs.output import Output
from duthao.outputs.shared.record_form import form_document
from duthao.outputs.site import Site
from duthao.rendering.links import RECORD_FORM


class RecordFormFile(Output):
    """`/huong-dan/mau-ho-so.docx`, as `duthao form` makes it."""

    name = "record_form"

    def for_site(self, site: Site) -> Iterator[Artifact]:
        """One file; it changes with the names in the registers alone."""
        names = tuple((name, *choices(name, site.registers).items()) for name in REGISTERS)
        yield Artifact(RECORD_FORM, partial(form_document.form, site.registers), depends_on=names)
