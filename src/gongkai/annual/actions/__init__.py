"""What is done with annual reports; each act checks, writes and leaves its trace in one transaction.

``library``   hand in, audit, decide on findings, publish, withdraw
``checking``  check the figures of a quarter
``freezing``  freeze the figures of a year
``writing``   begin a manuscript, save it, state a figure otherwise, go back to an earlier version
``passing``   send for review, pass or return, sign, take up again
``handing``   hand up to the superior, receive, return, publish together
"""

from gongkai.annual.actions.library import (
    AUDIT,
    audit_again,
    compile_report,
    decide,
    publish_report,
    upload_report,
    withdraw_report,
)

__all__ = [
    "AUDIT",
    "audit_again",
    "compile_report",
    "decide",
    "publish_report",
    "upload_report",
    "withdraw_report",
]
