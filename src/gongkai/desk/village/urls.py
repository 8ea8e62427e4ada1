"""The addresses of village affairs below ``/desk/``."""

from django.urls import URLPattern, path

from gongkai.desk.village import pages, posting

urlpatterns: list[URLPattern] = [
    path("village/", pages.villages, name="desk_villages"),
    path("village/<int:pk>/", pages.village, name="desk_village"),
    path("village/<int:pk>/board/", pages.board, name="desk_village_board"),
    path("village/<int:pk>/post/", posting.post_page, name="desk_village_post"),
    path("village/<int:pk>/posted/<int:number>/", posting.posted, name="desk_village_posted"),
]
