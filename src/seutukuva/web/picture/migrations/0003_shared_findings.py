import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("picture", "0002_growth_areas"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SharedFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=16)),
                ("subject", models.CharField(blank=True, max_length=20)),
                ("message", models.JSONField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("approved", "Approved")], default="draft", max_length=8
                    ),
                ),
                ("made", models.DateTimeField(auto_now_add=True)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="programmes.programme"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
