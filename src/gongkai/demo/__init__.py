"""A demonstration region, made from a seed by calling the actions that officers use.

Places are true, so that the sample reports stand where they belong; what is said of bodies and people is visibly made
up. Public: :func:`gongkai.demo.load.load`.
"""
