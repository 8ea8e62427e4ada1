"""What people do with applications, by step; each act is one transaction and returns the application as it then is.

``step``         the way of every act: right, law, event, cached fold, trail
``numbering``    numbers without gaps
``intake``       submit, register, confirm, assign, split, merge, withdraw
``casework``     contacts, searches, files, notes, coordination
``correction``   the one correction, its answer, its lapse
``consultation`` third parties and other organs
``period``       extension, reasons for a great volume, delay
``fee``          notice, payment, lapse
``decision``     draft, joint review, legality check, signature
``correspondence`` letters: written, checked, released, printed; templates of the office's own
``redacting``    covering parts of a file before it is given out
``service``      service and its proof, archive, debrief
``amendment``    correcting the record, recounting after a change of holidays
``holidays``     days off entered, and due days counted again
``disputes``     review and litigation, and what follows for the application
``index``        the words by which cases are found

``actor`` is the person at the desk, or ``None`` for the requester, whom the portal has recognised by number and query
code; then only what the law's table lets the requester do is allowed. What stands in the way is said as
``ValidationError`` (law, input) or :class:`~gongkai.organs.access.Refused` (right).
"""
