"""What the portal is measured against: made here, served by the same server in the same run."""
