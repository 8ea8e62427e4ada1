"""Numbers without gaps: one register an organ and year, locked while a number is taken from it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications.models import Register
from gongkai.letters.numbering import DEFAULT, Numbering
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record


def locked_register(organ: Organ, year: int) -> Register:
    """The register of the year, locked until the end of the transaction; a new one writes as the last one did."""
    before = Register.objects.filter(organ=organ, year__lt=year).order_by("-year").first()
    defaults = {"pattern": before.pattern if before else DEFAULT}
    Register.objects.get_or_create(organ=organ, year=year, defaults=defaults)
    return Register.objects.select_for_update(of=("self",)).select_related("organ").get(organ=organ, year=year)


@transaction.atomic
def set_pattern(actor: Person, organ: Organ, pattern: str) -> Register:
    """Another way of writing numbers (``{organ}``, ``{year}``, ``{serial}``), for those still to be given."""
    today = timezone.localdate()
    require(actor, Act.REGISTER_APPLICATION, organ, today)
    try:
        Numbering(pattern)
    except ValueError as error:
        raise ValidationError(f"{error}。") from error
    register = locked_register(organ, today.year)
    former, register.pattern = register.pattern, pattern
    register.save(update_fields=["pattern"])
    record(
        actor, "set_pattern", register, f"编号格式改为“{pattern}”", organ=organ, data={"before": former}, public=False
    )
    return register


def next_serial(register: Register) -> int:
    """The next number of a locked register."""
    register.last += 1
    register.save(update_fields=["last"])
    return register.last
