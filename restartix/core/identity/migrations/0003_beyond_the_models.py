"""What the model doesn't say: a login that SQL makes has had no news from Clerk."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_tables")]
    operations = [
        migrations.RunSQL("ALTER TABLE public.identity_user ALTER COLUMN clerk_updated_at SET DEFAULT 0"),
    ]
