"""What a letter says: the facts of one case, as values. Dates are days of Beijing time, money is in 元."""

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec.structs import replace

from gongkai.law.fees import Fee, Line
from gongkai.law.provisions import Provision


class Organ(msgspec.Struct, frozen=True, kw_only=True):
    """The organ that writes, and where its decisions can be challenged."""

    name: str
    unit: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    office_hours: str = ""
    review_organ: str = ""
    court: str = "有管辖权的人民法院"
    superior: str = "上一级行政机关"
    online_review: str = ""


class Requester(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. ``identity`` is the number of a paper of identity and stays out of every letter but the forms."""

    name: str
    organisation: bool = False
    representative: str = ""
    identity: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""

    @property
    def address_form(self) -> str:
        """How a letter speaks to the requester."""
        return "你单位" if self.organisation else "您"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """The request that a letter belongs to; ``channel`` and ``wanted`` are words, as in 当面提交 and 纸质，邮寄."""

    number: str
    requester: Requester
    received_on: date
    matter: str
    channel: str = ""
    submitted_on: date | None = None
    due_on: date | None = None
    wanted: str = ""


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """A part that is not given, why, and on what provision."""

    content: str
    reason: str
    basis: tuple[Provision, ...]


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What is unclear in a request, what is to be added, and until when (条例 Art. 30)."""

    unclear: str
    add: str
    reply_by: date


class Extension(msgspec.Struct, frozen=True, kw_only=True):
    """A later day for the reply: extended (条例 Art. 33) or reasonably delayed (Art. 35)."""

    reason: str
    old_due: date
    new_due: date
    approved_by: str = ""


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """A question to someone else: third party, organ that made the information jointly, organ that helps.

    ``sent_on`` and ``ended_on`` bound the time that does not count; ``reply_by`` is a day where the law gives no period.
    """

    addressee: str
    content: str
    purpose: str = ""
    reply_by: date | None = None
    sent_on: date | None = None
    ended_on: date | None = None


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """A fee and how to pay it. ``before`` is the part of the quantity that earlier notices of the month charged."""

    fee: Fee
    how: str
    before: int = 0

    @property
    def lines(self) -> tuple[Line, ...]:
        """The brackets that this notice charges, each with its share of the quantity."""
        return tuple(_beyond(line, self.before) for line in self.fee.lines if _last(line) > self.before)

    @property
    def amount(self) -> int:
        """What is to be paid, in 元."""
        return sum(line.amount for line in self.lines)


def _last(line: Line) -> int:
    return line.bracket.start + line.quantity - 1


def _beyond(line: Line, before: int) -> Line:
    """The part of a line beyond a quantity."""
    start = max(line.bracket.start, before + 1)
    quantity = _last(line) - start + 1
    return Line(replace(line.bracket, start=start), quantity, quantity * line.bracket.price)


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """The record of a search that found nothing (检索记录)."""

    on: date
    scope: str
    words: str
    by: str
    result: str


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """An earlier paper: the first reply of a repeated request, or the request that this one is merged into."""

    number: str
    on: date | None = None

    @property
    def words(self) -> str:
        """Day and number in one."""
        return f"{chinese_date(self.on)}作出的{self.number}" if self.on else self.number


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """How a letter was served; ``proof`` is the EMS number, the mail's read receipt or the like."""

    document: str
    document_number: str
    method: str
    place: str = ""
    proof: str = ""
    posted_on: date | None = None
    received_on: date | None = None
    receiver: str = ""
    server: str = ""
    remarks: str = ""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A paper of the file as the contents list names it; ``pages`` is where it stands, as in 3—5."""

    title: str
    number: str = ""
    on: date | None = None
    pages: str = ""


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """All that letters say. What a letter has no use for stays empty.

    ``number`` is the letter's own. ``basis`` overrides the provisions of the outcome or the letter. ``way`` says where, how and when
    to get the information, or which channel is the right one; ``copies`` names the enclosures.
    """

    organ: Organ
    request: Request
    number: str
    on: date
    outcome: str = ""
    basis: tuple[Provision, ...] = ()
    reasons: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    given: tuple[str, ...] = ()
    way: str = ""
    enclosures: tuple[str, ...] = ()
    correction: Correction | None = None
    extension: Extension | None = None
    consultation: Consultation | None = None
    charge: Charge | None = None
    search: Search | None = None
    proper_organ: str = ""
    proper_contact: str = ""
    earlier: Earlier | None = None
    service: Service | None = None
    papers: tuple[Paper, ...] = ()
    handler: str = ""
    online: bool = False


def chinese_date(day: date) -> str:
    """A day as official papers write it (GB/T 9704): Arabic numerals, no leading zeros.

    >>> chinese_date(date(2026, 3, 2))
    '2026年3月2日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def citation(provisions: Iterable[Provision]) -> str:
    """Provisions in one breath: the title once, then its places.

    >>> from gongkai.law.provisions import regulation
    >>> citation([regulation(16, 2), regulation(36, item=3)])
    '《中华人民共和国政府信息公开条例》第十六条第二款、第三十六条第（三）项'
    """
    words: list[str] = []
    title = ""
    for provision in provisions:
        name = provision.instrument.record.name
        words.append(str(provision).removeprefix(name) if name == title else str(provision))
        title = name
    return "、".join(words)
