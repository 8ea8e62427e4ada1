"""What people write: asked for where it is missing."""

from django.core.exceptions import ValidationError


def needed(text: str, what: str) -> str:
    """The text without blanks around it. Raises ``ValidationError`` where there is none."""
    if not text.strip():
        raise ValidationError(f"请写明{what}。")
    return text.strip()
