"""The public takes part, and the body answers: consultations with their opinions and feedback.

Whatever the public sees is a :class:`~gongkai.engagement.models.published.Published` record: drafted, vetted, published
and taken down by the same few actions, whatever its kind. Public: :mod:`gongkai.engagement.actions`,
:mod:`gongkai.engagement.queries`.
"""
