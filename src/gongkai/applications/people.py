"""Particulars of people in applications: what they are, how they are shown masked, who may read them.

Every reading leaves a trace in the trail, with its purpose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from django.db import transaction
from django.utils import timezone

from gongkai.applications.models import Application, CaseFile, Party
from gongkai.organs.access import Act, Refused, organs_for, refusal
from gongkai.organs.models import Person
from gongkai.trail.actions import Trace, record, record_all


@dataclass(frozen=True)
class Particulars:
    """Who somebody is (条例 Art. 29: name, proof of identity, contact), and nothing that the law does not ask for.

    ``identity_kind`` says what ``identity`` is: an identity card, a passport, a unified social credit code.
    ``representative`` is an organisation's legal representative, ``contact`` the person to speak to.
    """

    name: str
    identity_kind: str = ""
    identity: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    representative: str = ""
    contact: str = ""

    def data(self) -> dict[str, str]:
        """What is sealed: only what was given."""
        return {name: text for name, text in asdict(self).items() if text}

    @classmethod
    def of(cls, data: Mapping[str, str]) -> "Particulars":
        """The particulars in unsealed data, without the query code that may stand beside them."""
        return cls(**{field.name: data[field.name] for field in fields(cls) if field.name in data})


@transaction.atomic
def requester(person: Person, application: Application, purpose: str) -> Particulars:
    """The requester's particulars, for whoever handles the case. Raises :class:`~gongkai.organs.access.Refused`."""
    return _read(person, application, Party.Role.REQUESTER, 0, purpose)


@transaction.atomic
def agent(person: Person, application: Application, purpose: str) -> Particulars | None:
    """The agent's particulars, where the requester has one."""
    if not application.parties.filter(role=Party.Role.AGENT).exists():
        return None
    return _read(person, application, Party.Role.AGENT, 0, purpose)


@transaction.atomic
def third_party(person: Person, application: Application, event: int, purpose: str) -> Particulars:
    """The particulars of the third party that was consulted by the event of that number."""
    return _read(person, application, Party.Role.THIRD_PARTY, event, purpose)


@transaction.atomic
def open_file(person: Person, file: CaseFile, purpose: str) -> Mapping[str, str]:
    """The name and the key of a file, to be given to ``file.chunks``."""
    sentence = may_open(person, file)
    if sentence is not None:
        raise Refused(sentence)
    application, summary = file.application, f"查看申请{file.application}的案卷文件"
    record(
        person,
        "read_file",
        application,
        summary,
        organ=application.organ,
        reason=purpose,
        data={"file": file.pk},
        public=False,
    )
    return file.unseal()


@transaction.atomic
def requesters(person: Person, applications: Sequence[Application], purpose: str) -> dict[int, Particulars]:
    """The requesters of many applications by key: of those whose post lets the person read them; each leaves a trace."""
    today = timezone.localdate()
    allowed = set(organs_for(person, Act.SEE_REQUESTER, today).values_list("pk", flat=True))
    ours = {each.pk: each for each in applications if each.organ_id in allowed}
    parties = Party.objects.filter(application__in=ours, role=Party.Role.REQUESTER)
    found = {party.application_id: Particulars.of(party.unseal()) for party in parties}
    record_all(
        person,
        [
            Trace("read_particulars", ours[pk], f"导出申请{ours[pk]}的申请人信息", ours[pk].organ, purpose)
            for pk in found
        ],
    )
    return found


def may_read(person: Person | None, application: Application) -> str | None:
    """Why the person may not read the particulars; ``None`` where they may: by post, or as the handler of the case."""
    today = timezone.localdate()
    sentence = refusal(person, Act.SEE_REQUESTER, application.organ, today)
    if sentence is None or person is None or application.handler_id != person.pk:
        return sentence
    return refusal(person, Act.HANDLE_APPLICATION, application.organ, today)


def may_open(person: Person | None, file: CaseFile) -> str | None:
    """Why the person may not open the file; a letter that was drafted is open to those who review replies, too."""
    sentence, application = may_read(person, file.application), file.application
    if sentence is None or not application.events.filter(kind="draft", data__letter=file.pk).exists():
        return sentence
    return refusal(person, Act.REVIEW_REPLY, application.organ, timezone.localdate())


def _require(person: Person | None, application: Application) -> None:
    sentence = may_read(person, application)
    if sentence is not None:
        raise Refused(sentence)


def _read(person: Person, application: Application, role: Party.Role, event: int, purpose: str) -> Particulars:
    _require(person, application)
    party = application.parties.get(role=role, event=event)
    summary = f"查看申请{application}的{role.label}信息"
    record(person, "read_particulars", application, summary, organ=application.organ, reason=purpose, public=False)
    return Particulars.of(party.unseal())
