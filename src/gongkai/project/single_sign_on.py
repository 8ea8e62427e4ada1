"""Single sign-on by OpenID Connect: it says who a person is; what the person may do stays with the posts held here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

from gongkai.organs.models import Person
from gongkai.project.accounts import SINGLE_SIGN_ON
from gongkai.project.faults import Fault, answer

UNKNOWN = Fault(403, "您的账号尚未在本系统登记", "请联系本机关的系统管理员登记后再登录。")
FAILED = Fault(502, "单点登录没有成功", "请重新登录；仍不行的，请用用户名和密码登录，或联系系统管理员。")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # untyped base
    """Nobody signs up: people are registered by their administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # untyped base
    """Ties an identity to the person whose user name its claim gives, at the first login."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the person, or end with a page that says whom to ask."""
        person = sociallogin.user if sociallogin.is_existing else self._person(sociallogin)
        if person is None or not person.is_active:
            raise ImmediateHttpResponse(answer(request, UNKNOWN))
        request.session[SINGLE_SIGN_ON] = True
        if not sociallogin.is_existing:
            sociallogin.connect(request, person)

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Take no name over: people are called as they are registered here."""
        return sociallogin.user

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        """End with a page instead of a page of allauth's own."""
        raise ImmediateHttpResponse(answer(request, FAILED))

    def _person(self, sociallogin: SocialLogin) -> Person | None:
        data: dict[str, Any] = sociallogin.account.get_provider_account().get_user_data() or {}
        username = data.get(settings.OIDC_USERNAME_CLAIM)
        return Person.objects.filter(username=username).first() if username else None
