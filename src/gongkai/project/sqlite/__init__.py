"""Django's SQLite, kept open between requests: opening it takes longer than most pages do."""
