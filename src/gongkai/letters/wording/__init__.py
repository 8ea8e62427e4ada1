"""The wording of the letters, as text that a lawyer can read and change."""
