"""The lengths that scripts announce, against a voice that really reads them: espeak-ng.

Its syllable rate is measured on five scripts and tried on fifteen others, as plain text with its own pauses and as SSML
with ours. How long its sound is does not depend on the machine.
"""

from __future__ import annotations

import subprocess

import pytest

from duthao.outputs.loudspeaker import scripts, ssml
from tests.loudspeaker_scripts import EVERYTHING

PICKED = [(site, record, n) for n, (site, record) in enumerate(EVERYTHING)][:20]


def heard(text: bytes, *options: str) -> float:
    """Seconds of espeak-ng's Vietnamese voice: 16 bits, 22,050 a second, one channel."""
    wav = subprocess.run(
        ["espeak-ng", "-v", "vi", "--stdin", "--stdout", *options],
        input=text,
        capture_output=True,
        check=True,
    ).stdout
    return (len(wav) - wav.index(b"data") - 8) / 2 / 22050


@pytest.mark.parametrize("form", ["text", "ssml"])
def test_the_announced_length_is_within_a_tenth_of_a_real_voice(form: str) -> None:
    taken = []
    for site, record, place in PICKED:
        made = scripts.compose(site, record)
        script = made.texts[place % len(made.texts)]
        given = (
            script.text.encode() if form == "text" else ssml.ssml(ssml.slow_phrases(made), script)
        )
        pauses = script.seconds - 60 * script.syllables / site.settings.speech.rate
        taken.append((script.syllables, pauses, heard(given, *(["-m"] if form == "ssml" else []))))
    known, tried = taken[::4], [t for place, t in enumerate(taken) if place % 4]
    assert (len(known), len(tried)) == (5, 15)
    rate = sum(count for count, _, _ in known) / sum(
        seconds - pauses for _, pauses, seconds in known
    )
    errors = [(count / rate + pauses) / seconds - 1 for count, pauses, seconds in tried]
    assert max(map(abs, errors)) <= 0.10, [f"{100 * e:+.1f} %" for e in errors]
