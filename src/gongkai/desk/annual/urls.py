"""The addresses below ``/desk/annual/``."""

from django.urls import URLPattern, path

from gongkai.desk.annual import acts, board, changes, rollup, writing, year

_YEAR = "annual/<int:organ>/<int:year>/"

urlpatterns: list[URLPattern] = [
    path("annual/", board.board, name="desk_annual"),
    path("annual/together/", board.together, name="desk_annual_together"),
    path("annual/board.<str:format>", board.export_board, name="desk_annual_board"),
    path(_YEAR, year.year_page, name="desk_annual_year"),
    path(f"{_YEAR}preview/", year.preview, name="desk_annual_preview"),
    path(f"{_YEAR}write/", writing.write, name="desk_annual_write"),
    path(f"{_YEAR}figures/<str:key>/", writing.value, name="desk_annual_value"),
    path(f"{_YEAR}versions/<int:number>/", writing.version, name="desk_annual_version"),
    path(f"{_YEAR}changes/", changes.change_list, name="desk_annual_changes"),
    path(f"{_YEAR}rollup/", rollup.sums, name="desk_annual_rollup"),
    path(f"{_YEAR}rollup/<int:table>/<str:row>/<str:column>/", rollup.cell, name="desk_annual_cell"),
    path(f"{_YEAR}do/<slug:name>/", acts.act, name="desk_annual_act"),
]
