"""The tree of public bodies (机关), their people, posts and roles, and who may do what.

Public: :mod:`gongkai.organs.access` (the one place that decides), :mod:`gongkai.organs.actions`,
:mod:`gongkai.organs.queries`.
"""
