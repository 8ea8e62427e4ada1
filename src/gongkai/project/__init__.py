"""Settings and addresses: where the rooms are put together into one site."""
