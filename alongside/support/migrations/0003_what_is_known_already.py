"""What earlier rows say already: when two last met, what they agreed last, that an ending so far was the person's."""

from django.db import migrations

LAST_MET = """
UPDATE support_relationship SET last_met_at = (
    SELECT MAX(contact.starts_at) FROM support_contact contact
    WHERE contact.relationship_id = support_relationship.id AND contact.is_current AND contact.attendance IN ('5', '6')
)
"""
AGREED = """
UPDATE support_relationship SET {column} = (
    SELECT {value} FROM support_agreement agreement WHERE agreement.relationship_id = support_relationship.id
    ORDER BY agreement.written_at DESC, agreement.id DESC LIMIT 1
)
"""
RHYTHM = (
    "CASE agreement.how_often "
    "WHEN 'Every week' THEN 7 WHEN 'Every two weeks' THEN 14 WHEN 'Every four weeks' THEN 28 END"
)
NEWEST = {"agreed_on": "agreement.agreed_on", "planned_end_on": "agreement.planned_end_on", "rhythm_days": RHYTHM}


class Migration(migrations.Migration):
    dependencies = [("support", "0002_second_half")]

    operations = [
        migrations.RunSQL(LAST_MET, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(AGREED.format(column=column, value=value), migrations.RunSQL.noop)
            for column, value in NEWEST.items()
        ),
        migrations.RunSQL(
            "UPDATE support_relationship SET ended_as = 'stopped' WHERE status = 'ended'", migrations.RunSQL.noop
        ),
    ]
