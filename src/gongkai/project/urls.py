"""Addresses: the site's own pages, the desk, then whatever the portal serves."""

from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from gongkai.api.version_1 import api
from gongkai.desk.applications.feed import calendar
from gongkai.desk.digest import stop
from gongkai.project.accounts import ChangePassword, Login, SetPassword
from gongkai.project.media import media

urlpatterns = [
    path("desk/login/", Login.as_view(), name="login"),
    path("desk/logout/", LogoutView.as_view(), name="logout"),
    path("desk/password/", ChangePassword.as_view(), name="password"),
    path("desk/password/<uidb64>/<token>/", SetPassword.as_view(), name="set_password"),
    path("calendar.ics", calendar, name="calendar"),
    path("digest/<str:token>/", stop, name="digest_stop"),
    path("desk/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:name>", media, name="media"),
    *([path("sso/", include("gongkai.project.single_sign_on_urls"))] if settings.SINGLE_SIGN_ON else []),
    path("api/v1/", api.urls),
    path("", include("gongkai.portal.urls")),
]

handler400 = "gongkai.project.faults.bad_request"
handler403 = "gongkai.project.faults.permission_denied"
handler404 = "gongkai.project.faults.page_not_found"
handler500 = "gongkai.project.faults.server_error"
