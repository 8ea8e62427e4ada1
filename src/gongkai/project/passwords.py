"""How strong a password must be, where Django's own sentence has no Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class Length(MinimumLengthValidator):
    """Long enough."""

    def get_error_message(self) -> str:
        """What a person is told."""
        return f"密码太短，至少要有 {self.min_length} 个字符。"
