"""The desk's screens of catalogues: editions and items, what is owed and how it stands."""
