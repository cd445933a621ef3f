"""Which telephones and addresses are an office's: those that registers, settings or the record itself offer to people."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from duthao.domain.registers import Registers
from duthao.domain.settings import Settings
from duthao.records.sensitive_data import Hit, personal

# Where anybody may have a mailbox: providers, and under which names each has its own (`yahoo.com.vn`, `hotmail.fr`). A host of
# an office may begin so too (`live.tinh.gov.vn`).
_FREE_MAIL = re.compile(
    r"(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|aol|proton|protonmail|zoho)\.(?:[a-z]{2,3}|com?\.[a-z]{2})"
)
OFFERED = frozenset({"mobile", "landline", "email"})
_known: list[tuple[Registers, frozenset[str]]] = []
_of_agencies: list[tuple[Registers, frozenset[str]]] = []


def is_official(
    hit: Hit, own_contacts: Collection[str], registers: Registers, settings: Settings
) -> bool:
    """A contact that the record itself offers (`own_contacts`: their values), or that registers or settings know as an office's."""
    if hit.kind not in OFFERED:
        return False
    if hit.value in own_contacts or hit.value in _offices(registers, settings):
        return True
    if hit.kind != "email":
        return False
    # Addresses under the publisher's own domain belong to offices: of gopy.tinh.gov.vn, that is gov.vn.
    home = ".".join(settings.tag_authority.split(".")[-2:])
    host = hit.value.partition("@")[2]
    return host == home or host.endswith(f".{home}")


def is_free_mail(address: str) -> bool:
    """Whether an address is at a provider of free mailboxes."""
    return _FREE_MAIL.fullmatch(address.rpartition("@")[2].lower()) is not None


def contacts_of_agencies(registers: Registers) -> frozenset[str]:
    """Contacts that the register of agencies gives; worked out once for each set of registers."""
    if not _of_agencies or _of_agencies[0][0] is not registers:
        contacts = [agency.contact for agency in registers.agencies.values()]
        texts = [text for c in contacts for text in (c.phone, c.email, c.address) if text]
        _of_agencies[:] = [(registers, _values(texts))]
    return _of_agencies[0][1]


def _offices(registers: Registers, settings: Settings) -> frozenset[str]:
    """Contacts of all agencies and of the publisher; worked out once for each set of registers."""
    if not _known or _known[0][0] is not registers:
        own = _values(filter(None, [settings.province.contact_email]))
        _known[:] = [(registers, contacts_of_agencies(registers) | own)]
    return _known[0][1]


def _values(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(hit.value for text in texts for hit in personal(text))
