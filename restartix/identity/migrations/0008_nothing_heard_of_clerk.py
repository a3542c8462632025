"""A login that SQL makes (keep_login) begins as the model's does: Clerk has said nothing of it yet."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0007_sessions"),
    ]
    operations = [
        migrations.RunSQL("ALTER TABLE public.identity_user ALTER COLUMN clerk_updated_at SET DEFAULT 0"),
    ]
