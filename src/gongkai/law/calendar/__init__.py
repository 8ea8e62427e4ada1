"""Working days in China by (date, region): one dated table a year with its notice, regional days, overrides.

``days``     what a day is: working or not, why, and whether that is settled
``tables``   the year tables and regional tables, read from ``data/``
``working``  the calendar that answers: is this a working day here?

A day is settled where the State Council's notice for its year is out. All others are provisional, and say so.
"""

from gongkai.law.calendar.days import Day, Override
from gongkai.law.calendar.working import NATIONAL, Calendar

__all__ = ["NATIONAL", "Calendar", "Day", "Override"]
