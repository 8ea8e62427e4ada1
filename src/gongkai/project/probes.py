"""What a load balancer or an orchestrator asks: is the process alive, and can it do its work.

Answered before anything else, so that neither a host name nor HTTPS stands in the way.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from gongkai.project.checkup import site


class Probes:
    """Answers ``/healthz`` and ``/readyz``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        match request.path:
            case "/healthz":
                return JsonResponse({"alive": True})
            case "/readyz":
                return _readiness()
        return self._get_response(request)


def _readiness() -> JsonResponse:
    """503 where requests cannot be answered. A missing worker is told, but is no reason to close the site."""
    checks = {name: check() is None for name, check in site.READINESS.items()}
    ready = all(good for name, good in checks.items() if name != site.WORKER)
    return JsonResponse({"ready": ready, **checks}, status=200 if ready else 503)
