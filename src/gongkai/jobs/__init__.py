"""Background work on the database's own queue: with progress that screens show, taken up again when a worker dies.

Public: :func:`gongkai.jobs.work.work` declares a kind of work, :func:`gongkai.jobs.actions.start` starts it within the
caller's transaction, :class:`gongkai.jobs.progress.Progress` is what the work is given, :mod:`gongkai.jobs.queries`
answers the screens. A function of work may run more than once for one job (its process can be killed at any point), so
it is idempotent, or it puts each part of its effects into :meth:`~gongkai.jobs.progress.Progress.step`.
"""
