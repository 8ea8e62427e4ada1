"""What is recorded of vetting, and of what is put right after publication."""

from gongkai.vetting.models.after import CleanUp, Correction, Tomb
from gongkai.vetting.models.review import Chain, Decision, Override, OwnWord, Proof, Vetting

__all__ = ["Chain", "CleanUp", "Correction", "Decision", "Override", "OwnWord", "Proof", "Tomb", "Vetting"]
