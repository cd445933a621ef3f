"""QR codes: the only importer of segno."""

from __future__ import annotations

import io
from functools import lru_cache


@lru_cache(maxsize=64)
def svg(url: str) -> str:
    """An SVG element with the QR code of `url`: black on white, level Q, one user unit per module.

    Never a Micro QR code, which many telephones cannot read, and always with the quiet zone of four
    modules that the standard (ISO/IEC 18004) asks for. It has no size: who shows it gives one.
    Raises ValueError when the address is empty or too long for a code (1,663 bytes).
    """
    import segno  # 70 ms: paid only where a code is drawn

    if not url:
        raise ValueError("an empty address has no code")
    # A code that is bigger than its neighbour's for the same error level only looks like a mistake.
    code = segno.make_qr(url, error="q", boost_error=False)
    out = io.BytesIO()
    code.save(
        out,
        kind="svg",
        border=4,
        dark="#000",
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass="qr",
        lineclass=None,
        nl=False,
    )
    return out.getvalue().decode("ascii")
