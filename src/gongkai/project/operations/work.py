"""A process that does background work: ``python -m gongkai.project.operations.work NAME``; started by a supervisor."""

import sys

from gongkai.project.operations import prepare

if __name__ == "__main__":
    prepare()

    from gongkai.jobs import workers

    workers.work(sys.argv[1])
