"""Disclosure on application at the desk.

``listing``   the list, with filters, totals and files
``export``    the list as a file with chosen columns
``matters``   what stands on the home page
``intake``    entering what came by counter, mail, fax or word of mouth
``imports``   a ledger of the office's own, taken over as a whole
``case``      one case on one screen; ``timeline`` its events in words, ``offers`` what may be done next
``steps``     a page for every step; ``forms`` what each of them asks
``privacy``   particulars and files, opened on purpose
``feed``      due days as a calendar to subscribe to
``clock``     why this due day; what falls due, is late, is carried over
"""
