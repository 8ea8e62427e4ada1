"""What the offices of the demonstration state of the year: figures that other systems count."""

from decimal import Decimal
from random import Random

from gongkai.figures.actions import state
from gongkai.figures.outside import OUTSIDE
from gongkai.organs.models import Kind, Organ

YEARS = (2025, 2026)
_MOST = {"licences": 900, "penalties": 120, "coercions": 12, "fees": 800}


def make_figures(chance: Random) -> None:
    """Governments state all of it, offices that they have no such function; one figure of this year is still open."""
    for organ in Organ.objects.filter(kind__in=(Kind.GOVERNMENT, Kind.OFFICE)).order_by("pk"):
        for year in YEARS:
            for key, figure in OUTSIDE.items():
                if year == YEARS[-1] and key.startswith("table2.fees"):
                    continue
                value = None
                if organ.kind == Kind.GOVERNMENT:
                    most = _MOST[key.split(".")[1]]
                    value = (
                        Decimal(chance.randint(0, 100 * most)) / 100
                        if figure.unit == "万元"
                        else Decimal(chance.randint(0, most))
                    )
                state(
                    None,
                    organ,
                    key,
                    year,
                    value,
                    "演示数据：业务系统导出，截至期末" if value is not None else "演示数据：三定方案中没有此项职能",
                )
