"""How often somebody may do something: a bucket of tokens for each, which fills again steadily.

The buckets are in the cache that all processes share, so that these count together.
"""

import ipaddress
import math
import time
from typing import NamedTuple

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest


class Bucket(NamedTuple):
    """The tokens left, and when they were counted (seconds of the machine's clock)."""

    tokens: float
    at: float


class Rate(NamedTuple):
    """``burst`` times at once, then ``per_second`` in the long run; ``name`` tells one rate from another."""

    name: str
    burst: int
    per_second: float

    def take(self, whose: object) -> bool:
        """Take a token of somebody's, if there is one."""
        tokens = self.left(whose)
        if tokens < 1:
            return False
        lasts = math.ceil(self.burst / self.per_second)
        cache.set(self._key(whose), Bucket(tokens - 1, time.time()), timeout=lasts)
        return True

    def left(self, whose: object) -> float:
        """The tokens that somebody has."""
        bucket: Bucket | None = cache.get(self._key(whose))
        if bucket is None:
            return self.burst
        return min(self.burst, bucket.tokens + (time.time() - bucket.at) * self.per_second)

    def _key(self, whose: object) -> str:
        return f"rate:{self.name}:{whose}"


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from; of IPv6 the network, since whoever has one address there has them all."""
    address = str(get_client_ip_address(request) or "")
    if ":" not in address:
        return address
    try:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    except ValueError:
        return address
