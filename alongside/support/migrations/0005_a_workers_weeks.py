from django.db import migrations, models

AS_ITS_CONTACT = """
UPDATE support_contactstaff
SET starts_at = (SELECT c.starts_at FROM support_contact c WHERE c.id = support_contactstaff.contact_id)
"""
HELP = "When the contact was: a worker’s weeks are found from here alone"


class Migration(migrations.Migration):
    dependencies = [
        ("support", "0004_apart_signposts_strategies_team_work"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactstaff",
            name="starts_at",
            field=models.DateTimeField(help_text=HELP, null=True),
        ),
        migrations.RunSQL(AS_ITS_CONTACT, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="contactstaff",
            name="starts_at",
            field=models.DateTimeField(help_text=HELP),
        ),
        migrations.AddIndex(
            model_name="contactstaff",
            index=models.Index(fields=["worker", "starts_at"], name="staff_by_day"),
        ),
    ]
