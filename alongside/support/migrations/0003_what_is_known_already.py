"""What earlier contacts and endings say already: when two last met, and that an ending so far was the person's."""

from django.db import migrations

LAST_MET = """
UPDATE support_relationship SET last_met_at = (
    SELECT MAX(contact.starts_at) FROM support_contact contact
    WHERE contact.relationship_id = support_relationship.id AND contact.is_current AND contact.attendance IN ('5', '6')
)
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0002_second_half")]

    operations = [
        migrations.RunSQL(LAST_MET, migrations.RunSQL.noop),
        migrations.RunSQL(
            "UPDATE support_relationship SET ended_as = 'stopped' WHERE status = 'ended'", migrations.RunSQL.noop
        ),
    ]
