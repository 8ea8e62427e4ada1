"""The portal as plain files, which any server gives out without Python and without a database.

Public: :func:`gongkai.portal.publication.publish.publish`. Pages are found as a reader finds them, by following links
from the home page; published is what ``for_everybody`` was declared for (:mod:`gongkai.portal.cache`), with the styles
and images that it shows. The folder holds ``site`` (what a server gives out) and ``published.json`` (what is in it).
"""
