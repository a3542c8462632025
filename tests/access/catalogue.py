"""What PostgreSQL's own catalogue says about tables, policies, functions and grants."""

# Tables without policies, and why that is right.
UNGUARDED = {
    "django_migrations": "which migrations ran: the owner's",
    "organisations_sqlfile": "which files of SQL were applied: the owner's",
    "django_session": "empty: identity_session is used instead",
    "identity_session": "opaque keys; the web's own",
    "django_q_ormq": "the queue: signed ids of organisations and effects",
    "django_q_schedule": "the worker's own",
    "django_q_task": "the worker's own: words like done",
    "effects_heartbeat": "when each worker last swept",
    "effects_stoppednumber": "numbers whose owners answered STOP, for every clinic alike; definer functions alone",
    "effects_outage": "which outside services are out of order, for every clinic alike",
    "limits_try": "counts under hashed keys; two definer functions alone",
}

# Written by triggers or definer functions alone: the web has no grant there.
TRIGGERS_OWN = {
    "appointments_claim",
    "identity_clerksignin",
    "identity_onetimecode",
    "identity_signinlink",
}

TABLES = """
    SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1
"""
GRANTS = """
    SELECT c.relname, lower(a.privilege_type), r.rolname FROM pg_class c
    CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    UNION
    SELECT c.relname, lower(a.privilege_type), r.rolname FROM pg_class c
    JOIN pg_attribute t ON t.attrelid = c.oid AND t.attnum > 0
    CROSS JOIN LATERAL aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relnamespace = 'public'::regnamespace
"""
POLICIES = (
    "SELECT tablename, policyname, roles::text[], lower(cmd) FROM pg_policies WHERE schemaname = 'public'"
)
DEFINERS = """
    SELECT p.oid::regprocedure::text, r.rolname, coalesce(p.proconfig, '{}')::text[],
           has_function_privilege('public', p.oid, 'EXECUTE')
    FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
    WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
"""
# References between two tables that a clinic owns, and whether the clinic is part of one.
REFERENCES = """
    SELECT c.conrelid::regclass::text, a.attname, bool_or(array_length(o.conkey, 1) = 2)
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    LEFT JOIN pg_constraint o ON o.conrelid = c.conrelid AND o.confrelid = c.confrelid AND o.contype = 'f'
        AND c.conkey[1] = ANY (o.conkey)
    WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1 AND a.attname <> 'organisation_id'
      AND EXISTS (SELECT 1 FROM pg_attribute s WHERE s.attrelid = c.conrelid AND s.attname = 'organisation_id')
      AND EXISTS (SELECT 1 FROM pg_attribute t WHERE t.attrelid = c.confrelid AND t.attname = 'organisation_id')
    GROUP BY 1, 2
"""
# Plain indexes of a table that is written to at every booking, whose columns another whole index of it begins with.
NEEDLESS = """
    SELECT small.indexrelid::regclass::text FROM pg_index small
    JOIN pg_class c ON c.oid = small.indexrelid JOIN pg_am m ON m.oid = c.relam AND m.amname = 'btree'
    JOIN pg_index large ON large.indrelid = small.indrelid AND large.indexrelid <> small.indexrelid
        AND large.indpred IS NULL AND 0 <> ALL (large.indkey::int2[])
        AND (small.indkey::int2[])[0:small.indnkeyatts - 1] = (large.indkey::int2[])[0:small.indnkeyatts - 1]
        AND large.indnkeyatts >= small.indnkeyatts
        AND small.indclass[0] = large.indclass[0]
    WHERE NOT small.indisunique AND small.indpred IS NULL AND small.indrelid = ANY (ARRAY[
        'appointments_appointment', 'appointments_claim', 'patients_patientperson', 'organisations_event'
    ]::regclass[])
"""
