"""What the public takes part in, on the portal."""
