"""Sentences that state or deny a quantity, as typed values. Public: :class:`Claim`, :func:`claims_of`."""

from gongkai.report.claims.extract import claims_of
from gongkai.report.claims.model import Claim

__all__ = ["Claim", "claims_of"]
