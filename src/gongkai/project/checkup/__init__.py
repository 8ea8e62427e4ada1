"""What can be wrong with an installation: each check says what it found and how to mend it.

``site`` is asked by the readiness probe too; ``gongkai doctor`` asks all.
"""
