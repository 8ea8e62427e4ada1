"""The addresses of single sign-on; only where it is configured, for allauth's modules ask for its app."""

from allauth.socialaccount.providers.openid_connect.urls import urlpatterns

__all__ = ["urlpatterns"]
