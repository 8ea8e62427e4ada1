import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import gongkai.engagement.models.consultation
import gongkai.engagement.models.enclosure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("disclosure", "0001_initial"),
        ("organs", "0005_holidays"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤下时间")),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤下的理由"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("year", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="年份")),
                ("serial", models.PositiveIntegerField(editable=False, null=True, verbose_name="序号")),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="发布日期")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "重大行政决策草案"),
                            ("rule", "规章草案"),
                            ("normative", "行政规范性文件草案"),
                            ("other", "其他事项"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("opens_on", models.DateField(verbose_name="开始日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                ("short_because", models.CharField(blank=True, max_length=300, verbose_name="缩短期限的理由")),
                ("ways", models.TextField(max_length=1000, verbose_name="提出意见的方式")),
                ("explanation", models.TextField(blank=True, verbose_name="起草说明")),
                ("body", models.TextField(blank=True, verbose_name="草案全文")),
                ("feedback_due_on", models.DateField(editable=False, verbose_name="应反馈日期")),
                (
                    "document",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="disclosure.document",
                        verbose_name="形成的文件",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={"verbose_name": "意见征集", "verbose_name_plural": "意见征集", "ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_type", models.CharField(max_length=60, verbose_name="种类")),
                ("record_id", models.PositiveBigIntegerField(verbose_name="编号")),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                (
                    "content",
                    models.FileField(
                        max_length=200, upload_to=gongkai.engagement.models.enclosure.storage_name, verbose_name="文件"
                    ),
                ),
                ("media_type", models.CharField(max_length=100, verbose_name="类型")),
                ("size", models.PositiveBigIntegerField(verbose_name="大小")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="添加时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="添加人",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={"verbose_name": "随附文件", "verbose_name_plural": "随附文件", "ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(default=False, editable=False, verbose_name="has unpublished changes"),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(blank=True, db_index=True, null=True, verbose_name="first published at"),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="last published at"),
                ),
                ("go_live_at", models.DateTimeField(blank=True, null=True, verbose_name="go live date/time")),
                ("expire_at", models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time")),
                ("expired", models.BooleanField(default=False, editable=False, verbose_name="expired")),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="撤下时间")),
                (
                    "withdrawn_because",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="撤下的理由"),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("year", models.PositiveSmallIntegerField(editable=False, null=True, verbose_name="年份")),
                ("serial", models.PositiveIntegerField(editable=False, null=True, verbose_name="序号")),
                ("published_on", models.DateField(editable=False, null=True, verbose_name="发布日期")),
                ("body", models.TextField(blank=True, verbose_name="反馈内容")),
                (
                    "consultation",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="engagement.consultation",
                        verbose_name="意见征集",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.organ",
                        verbose_name="机关",
                    ),
                ),
            ],
            options={"verbose_name": "采纳情况反馈", "verbose_name_plural": "采纳情况反馈", "ordering": ["-pk"]},
        ),
        migrations.CreateModel(
            name="Point",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gist", models.CharField(max_length=500, verbose_name="意见要点")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("adopted", "采纳"), ("partly", "部分采纳"), ("declined", "未采纳")],
                        max_length=10,
                        verbose_name="采纳情况",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=1000, verbose_name="理由")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="engagement.consultation",
                        verbose_name="意见征集",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
            ],
            options={"verbose_name": "意见要点", "verbose_name_plural": "意见要点", "ordering": ["pk"]},
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("key", models.CharField(db_index=True, editable=False, max_length=40, verbose_name="密钥编号")),
                ("sealed", models.BinaryField(verbose_name="密文")),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name="标识"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "网上"),
                            ("letter", "来信"),
                            ("email", "电子邮件"),
                            ("phone", "电话"),
                            ("visit", "当面"),
                            ("meeting", "座谈会、听证会、论证会"),
                        ],
                        max_length=10,
                        verbose_name="渠道",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "author",
                    models.CharField(
                        choices=[("person", "个人"), ("organisation", "单位"), ("unnamed", "没有署名")],
                        max_length=12,
                        verbose_name="提出人",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="称呼")),
                ("code_digest", models.CharField(blank=True, db_index=True, max_length=64, verbose_name="查询码摘要")),
                ("entered_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="登记时间")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="engagement.consultation",
                        verbose_name="意见征集",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="engagement.point",
                        verbose_name="意见要点",
                    ),
                ),
            ],
            options={"verbose_name": "意见", "verbose_name_plural": "意见", "ordering": ["number"]},
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(db_index=True, editable=False, max_length=40, verbose_name="密钥编号")),
                ("sealed", models.BinaryField(verbose_name="密文")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("size", models.PositiveBigIntegerField(verbose_name="大小")),
                (
                    "content",
                    models.FileField(
                        max_length=200, upload_to=gongkai.engagement.models.consultation.scan_name, verbose_name="文件"
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="存入时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="存入人",
                    ),
                ),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="engagement.opinion",
                        verbose_name="意见",
                    ),
                ),
            ],
            options={"verbose_name": "意见原件", "verbose_name_plural": "意见原件", "ordering": ["pk"]},
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                condition=models.Q(("live", True)), fields=["-closes_on", "-id"], name="consultation_public"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(fields=("organ", "year", "serial"), name="one_consultation_a_number"),
        ),
        migrations.AddConstraint(
            model_name="enclosure",
            constraint=models.UniqueConstraint(
                fields=("record_type", "record_id", "sha256"), name="one_enclosure_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(fields=("consultation", "number"), name="one_opinion_a_number"),
        ),
    ]
