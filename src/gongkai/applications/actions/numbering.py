"""Numbers without gaps: one register an organ and year, locked while a number is taken from it."""

import secrets

from gongkai.applications.models import TEMPLATE, Register
from gongkai.organs.models import Organ

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def locked_register(organ: Organ, year: int) -> Register:
    """The register of the year, locked until the end of the transaction; a new one writes as the last one did."""
    before = Register.objects.filter(organ=organ, year__lt=year).order_by("-year").first()
    defaults = {"template": before.template if before else TEMPLATE}
    Register.objects.get_or_create(organ=organ, year=year, defaults=defaults)
    return Register.objects.select_for_update(of=("self",)).select_related("organ").get(organ=organ, year=year)


def next_serial(register: Register) -> int:
    """The next number of a locked register."""
    register.last += 1
    register.save(update_fields=["last"])
    return register.last


def query_code() -> str:
    """A code by which, with the number, a requester sees how the application stands: letters nobody mistakes."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))
