"""Tags and filters that the faces share."""
