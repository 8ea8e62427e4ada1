"""The table of the page."""

import wagtail.blocks
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """One page type."""

    dependencies = (("wagtailcore", "0094_alter_page_locale"),)
    operations = (
        migrations.CreateModel(
            "StandardPage",
            [
                (
                    "page_ptr",
                    models.OneToOneField(
                        "wagtailcore.Page", models.CASCADE, parent_link=True, primary_key=True, serialize=False
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [("heading", wagtail.blocks.CharBlock()), ("paragraph", wagtail.blocks.RichTextBlock())]
                    ),
                ),
            ],
            bases=("wagtailcore.page",),
        ),
    )
