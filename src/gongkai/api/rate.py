"""How often one address may ask."""

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from gongkai.ui.rate import Rate, address_of


class AddressRate(BaseThrottle):
    """``burst`` requests at once from one address, then ``per_second`` in the long run."""

    def __init__(self, burst: int = 120, per_second: float = 4) -> None:
        self._rate = Rate("api", burst, per_second)

    def allow_request(self, request: HttpRequest) -> bool:
        """Take a token, if there is one."""
        return self._rate.take(address_of(request))

    def wait(self) -> float:
        """Seconds until there is a token again, at most."""
        return 1 / self._rate.per_second
