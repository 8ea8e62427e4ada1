"""What the site needs to answer requests: database, tables, storage, room, a worker."""

import os
import shutil
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.jobs.queries import alive
from gongkai.project.checkup.fault import Check, Fault

LITTLE_SPACE = 2 * 2**30
NO_SPACE = 200 * 2**20


def database() -> Fault | None:
    """The database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        connection.close()
        return Fault(
            f"数据库连不上（{type(error).__name__}）",
            "检查 DATABASE_URL、数据库服务和网络；SQLite 则检查数据目录的权限",
        )
    return None


def migrations() -> Fault | None:
    """The tables are those of this version."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return Fault("无法检查数据库结构", "先让数据库恢复")
    if not executor.loader.applied_migrations:
        return Fault("数据库还没有建立", "运行 gongkai migrate")
    if waiting:
        return Fault(f"数据库结构落后于程序，差 {len(waiting)} 步", "先备份（gongkai backup），再运行 gongkai migrate")
    return None


def storage() -> Fault | None:
    """Uploaded files can be written, read back and deleted."""
    name = f"checkup/{uuid.uuid4().hex}"
    try:
        kept = default_storage.save(name, ContentFile(b"gongkai"))
        with default_storage.open(kept) as file:
            same = file.read() == b"gongkai"
        default_storage.delete(kept)
    except _storage_errors() as error:
        return Fault(
            f"上传文件无处可存（{_reason(error)}）", "检查数据目录的权限和空间，或 STORAGE_URL 的地址、密钥和桶"
        )
    return None if same else Fault("存入的文件读出来不一样", "检查磁盘或对象存储")


def space() -> Fault | None:
    """The data folder's disk has room."""
    free = shutil.disk_usage(_existing(settings.MEDIA_ROOT)).free
    if free < LITTLE_SPACE:
        return Fault(f"数据目录所在磁盘只剩 {free // 2**20} MB", "清理磁盘，或把 DATA_DIR 移到更大的磁盘")
    return None


def room_to_write() -> Fault | None:
    """The data folder's disk is not full."""
    free = shutil.disk_usage(_existing(settings.MEDIA_ROOT)).free
    return Fault("磁盘已满", "清理磁盘") if free < NO_SPACE else None


def worker() -> Fault | None:
    """Somebody does the background work."""
    try:
        if alive().exists():
            return None
    except DatabaseError:
        return Fault("无法检查后台工作进程", "先让数据库恢复")
    return Fault(
        "没有后台工作进程在运行，审核等任务会一直排队", "运行 gongkai worker，或不带 --no-worker 运行 gongkai serve"
    )


def _storage_errors() -> tuple[type[Exception], ...]:
    from botocore.exceptions import BotoCoreError, ClientError

    return (OSError, BotoCoreError, ClientError)


def _reason(error: Exception) -> str:
    return os.strerror(error.errno) if isinstance(error, OSError) and error.errno else type(error).__name__


def _existing(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    return next(place for place in (path, *path.parents) if place.exists())


WORKER = "worker"
READINESS: dict[str, Check] = {
    "database": database,
    "migrations": migrations,
    "storage": room_to_write,
    WORKER: worker,
}
"""What a request needs, each quick enough to be asked every few seconds."""
