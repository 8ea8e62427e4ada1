"""The public portal (门户): home page, the disclosure column of every body, annual reports, feeds, sitemap.

Everything works without JavaScript. One module for each field of work.
"""
