"""The desk (工作台): the back office inside Wagtail's admin, one module a field of work.

What is due, late or wrong comes from :mod:`gongkai.desk.matters`, where every field registers its sources.
"""
