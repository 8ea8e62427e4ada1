"""What the site tells browsers to allow, and what it believes of the address that a request comes from."""

from typing import Any

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

POLICY: dict[str, Any] = {
    "default-src": [SELF],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
"""Everything comes from the site itself; a script or style within a page carries the page's nonce."""

DESK_POLICY: dict[str, Any] = {
    **POLICY,
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
}
"""Wagtail's own form widgets (dates, inline panels, choosers) start themselves by a script within the page."""

DESK = "/desk/"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class Headers(CSPMiddleware):
    """Adds the policy that belongs to the part of the site, and switches off what no page needs."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The policy of the desk, but for its pages that answer a person who has not logged in."""
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(DESK) and not parts.nonce and not report_only:
            parts.config = parts.config or settings.CONTENT_SECURITY_POLICY_DESK
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The policy and the permissions."""
        response.setdefault("Permissions-Policy", PERMISSIONS)
        return super().process_response(request, response)


def client_address(request: HttpRequest) -> str:
    """The address a request comes from: as the outermost of our own proxies (``PROXIES``) says, else the peer's."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if settings.PROXIES and len(hops) >= settings.PROXIES:
        return hops[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
