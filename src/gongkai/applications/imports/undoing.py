"""An import taken back: its applications go as if they had not come; what the trail says of them stays."""

from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet

from gongkai.applications.actions import index
from gongkai.applications.imports.models import Import, ImportedRow
from gongkai.applications.models import Application, CaseFile, Dispute, Event, Letter, Party, Redaction, Register
from gongkai.organs.models import Person
from gongkai.trail.actions import Trace, record_all


def refuse_touched(ledger: Import) -> None:
    """Raise ``ValidationError`` where somebody did something on an application of the import since it was written."""
    ours = _ours(ledger)
    later = Event.objects.filter(application__in=ours, at__gt=ledger.done_at).exclude(kind="recount")
    touched = Q(pk__in=later.values("application"))
    for kind in (CaseFile, Letter, Dispute, Redaction):
        touched |= Q(pk__in=kind.objects.filter(application__in=ours).values("application"))
    found = list(ours.filter(touched).order_by("pk").values_list("number", flat=True)[:4])
    if found:
        said = "、".join(found[:3]) + ("等" if len(found) > 3 else "")
        raise ValidationError(f"导入以后已经办理过其中的申请（{said}），不能整体撤销；个别的错误请在案件里更正。")


def remove(actor: Person, ledger: Import, reason: str) -> None:
    """Delete the applications with their facts and people, and let the registers go on where they were."""
    ours = list(_ours(ledger).select_related("organ").order_by("pk"))
    data = {"import": ledger.pk}
    record_all(
        actor,
        (Trace("undo_import", each, f"撤销导入，删除申请{each}", ledger.organ, reason, data) for each in ours),
    )
    keys = [each.pk for each in ours]
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        index.take(ours[first : first + _AT_ONCE])
        Event.objects.filter(application__in=some).delete()
        Party.objects.filter(application__in=some).delete()
        ImportedRow.objects.filter(application__in=some).delete()
        Application.objects.filter(pk__in=some).delete()
    for year in sorted({each.year for each in ours}):
        register = Register.objects.select_for_update().get(organ=ledger.organ, year=year)
        left = Application.objects.filter(organ=ledger.organ, year=year).aggregate(last=Max("serial"))["last"]
        register.last = left or 0
        register.save(update_fields=["last"])


_AT_ONCE = 500


def _ours(ledger: Import) -> QuerySet[Application]:
    return Application.objects.filter(imported__ledger=ledger)
