"""Personal data at rest: sealed with a key of the installation, found again by a keyed digest, unsealed on purpose.

``keyring``  the keys (setting ``DATA_KEYS``): seal, unseal, index
``names``    names masked; ``codes`` by which people follow what they sent
``files``    files, each under a key of its own that is itself sealed
``models``   what a record with sealed data inherits
``rotation`` sealing anew under the first key

AES-256-GCM by the library ``cryptography``; a certified device takes the place of :class:`~gongkai.vault.keyring.Keyring`.
"""
