"""How often one address may ask: a bucket of tokens that fills again steadily."""

import math
import time
from typing import NamedTuple

from axes.helpers import get_client_ip_address
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle


class Bucket(NamedTuple):
    """The tokens left, and when they were counted (seconds of the machine's clock)."""

    tokens: float
    at: float


class AddressRate(BaseThrottle):
    """``burst`` requests at once from one address, then ``per_second`` in the long run.

    The buckets are in the cache that all processes share, so that these count together.
    """

    def __init__(self, burst: int = 120, per_second: float = 4) -> None:
        self._burst = burst
        self._per_second = per_second

    def allow_request(self, request: HttpRequest) -> bool:
        """Take a token, if there is one."""
        key, now = self._key(request), time.time()
        tokens = self._tokens(key, now)
        if tokens < 1:
            return False
        lasts = math.ceil(self._burst / self._per_second)
        cache.set(key, Bucket(tokens - 1, now), timeout=lasts)
        return True

    def wait(self) -> float:
        """Seconds until there is a token again, at most."""
        return 1 / self._per_second

    def _tokens(self, key: str, now: float) -> float:
        bucket: Bucket | None = cache.get(key)
        if bucket is None:
            return self._burst
        return min(self._burst, bucket.tokens + (now - bucket.at) * self._per_second)

    def _key(self, request: HttpRequest) -> str:
        return f"api-rate:{get_client_ip_address(request)}"
