"""The desk's screens of village affairs: made for a phone, printed for the notice board."""
