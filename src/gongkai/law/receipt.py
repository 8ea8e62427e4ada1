"""The day on which a request counts as received (条例 Art. 31), by the channel through which it came."""

import enum
import functools
from datetime import date, datetime, timedelta, timezone

import msgspec

from gongkai.law.calendar import NATIONAL, Calendar
from gongkai.law.loading import Entry, parameters

BEIJING = timezone(timedelta(hours=8))


class Event(enum.StrEnum):
    """What decides the day of receipt."""

    SUBMISSION = "submission"
    SIGNATURE = "signature"
    CONFIRMATION = "confirmation"


class Channel(Entry, frozen=True, kw_only=True):
    """A way in which a request may come, and the event that makes it received."""

    decided_by: Event
    received: str


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """When a request arrived, when it was confirmed, and the day from which periods run.

    ``received_on`` is ``None`` while the requester could not yet be reached. ``gap`` is the number of working days
    between arrival and confirmation; more than one is ``late``: whoever confirms late may not gain time by it.
    """

    channel: Channel
    arrived_at: datetime
    confirmed_at: datetime | None
    received_on: date | None
    gap: int
    why: str

    @property
    def late(self) -> bool:
        """Whether the confirmation came more than one working day after the arrival."""
        return self.gap > 1


def receive(
    channel: str, arrived_at: datetime, confirmed_at: datetime | None = None, calendar: Calendar = NATIONAL
) -> Receipt:
    """The receipt of a request; days are those of Beijing time, moments without a time zone are taken to be in it.

    ``arrived_at`` is the submission, the signature on the mail or the arrival in the system. Raises ``KeyError`` for
    an unknown channel, ``ValueError`` where the confirmation is before the arrival.
    """
    if confirmed_at is not None and confirmed_at < arrived_at:
        raise ValueError(f"确认的时间（{_said(confirmed_at)}）早于申请到达的时间（{_said(arrived_at)}）")
    way = channels()[channel]
    if way.decided_by is not Event.CONFIRMATION:
        return _receipt(way, arrived_at, confirmed_at, _day(arrived_at), 0, way.received)
    if confirmed_at is None:
        return _receipt(way, arrived_at, None, None, 0, "尚未与申请人确认，联系经过应记录在案，自确认之日起算")
    gap = calendar.working_days(_day(arrived_at), _day(confirmed_at))
    late = f"；到达后第{gap}个工作日才确认，应说明原因" if gap > 1 else ""
    return _receipt(way, arrived_at, confirmed_at, _day(confirmed_at), gap, way.received + late)


def _said(moment: datetime) -> str:
    local = moment.astimezone(BEIJING) if moment.tzinfo else moment
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def _day(moment: datetime) -> date:
    return (moment.astimezone(BEIJING) if moment.tzinfo else moment).date()


def _receipt(
    channel: Channel, arrived: datetime, confirmed: datetime | None, received: date | None, gap: int, why: str
) -> Receipt:
    return Receipt(channel=channel, arrived_at=arrived, confirmed_at=confirmed, received_on=received, gap=gap, why=why)


@functools.cache
def channels() -> dict[str, Channel]:
    """The channels by key."""
    return parameters("channels.yaml", Channel)
