"""Report, findings and comparison → files and screens."""
