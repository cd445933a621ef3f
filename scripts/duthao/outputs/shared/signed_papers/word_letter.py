"""Head and end of a letter in Word, shared by all that an office signs; see theme/print/letter.typ for the same on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from duthao.outputs.shared.signed_papers.letterhead import Letterhead
from duthao.rendering.word import Paragraph, Table, TextRun

BODY_SIZE = 13.0  # points
INDENT = 12.0  # millimetres, of a first line
_NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MOTTO_WIDTH = 56.0


def marks(words: Sequence[str]) -> Iterator[Paragraph]:
    """What nobody may overlook, above all else."""
    if words:
        yield Paragraph([TextRun(" · ".join(words), bold=True, size=9)], "right", after=3)


def letter_head(
    data: Letterhead, number: str, measure: float, left: float, about: Sequence[str] = ()
) -> Table:
    """The agency on the left, `left` millimetres of the measure, the state on the right; number and date stay blank.

    `about` stands below the number: what a letter is about.
    """
    right = measure - left
    # In a narrow column the state's name takes the smaller of the two sizes that the Decree allows.
    small = 12.0 if right < 100 else 0
    superior = data["superior"]
    agency = [Paragraph([TextRun(superior.upper(), size=small)], "center")] if superior else []
    agency += [
        Paragraph([TextRun(data["body_name"].upper(), bold=True, size=small)], "center"),
        Paragraph([TextRun("", size=2)], "center", rule=min(32, left / 2.5), width=left, after=6),
    ]
    state = [
        Paragraph([TextRun(_NATION, bold=True, size=small)], "center"),
        Paragraph([TextRun(_MOTTO, bold=True, size=13 if small else 14)], "center"),
        Paragraph([TextRun("", size=2)], "center", rule=_MOTTO_WIDTH, width=right, after=6),
    ]
    day = f"{data['place']}, ngày         tháng         năm           "
    below = [Paragraph([TextRun(number)], "center")]
    below += [Paragraph([TextRun(words, size=12)], "center") for words in about]
    return Table(
        (left, right),
        [[agency, state], [below, [Paragraph([TextRun(day, italic=True)], "center")]]],
        borders=False,
    )


def signature(data: Letterhead, measure: float, recipients: Sequence[str] = ()) -> Table:
    """Who signs, on the right; on the left whom it goes to, where that is said."""
    lines = [line for line in (data["authority"], data["position"]) if line]
    signed = [
        Paragraph([TextRun(line.upper(), bold=True)], "center", keep_next=True) for line in lines
    ]
    to = [Paragraph([TextRun("Nơi nhận:", bold=True, italic=True, size=12)])] if recipients else []
    for n, line in enumerate(recipients, 1):
        to.append(Paragraph([TextRun(f"- {line}{'.' if n == len(recipients) else ';'}", size=11)]))
    return Table(
        (measure / 2, measure / 2),
        [[to or [Paragraph([])], [*signed, *(Paragraph([]) for _ in range(4))]]],
        borders=False,
    )
