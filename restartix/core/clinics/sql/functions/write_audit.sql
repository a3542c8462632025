-- Whatever changes a clinical row, by whichever road, is written down; values are not, only which columns.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.write_audit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    now_is jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
    either jsonb := was || now_is;
    changed jsonb := '[]';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT coalesce(jsonb_agg(key ORDER BY key), '[]') INTO changed
        FROM jsonb_each(now_is) WHERE was -> key IS DISTINCT FROM value;
        IF changed = '[]' THEN RETURN NULL; END IF;
    END IF;
    INSERT INTO public.organisations_audit
        (at, organisation_id, actor_user_id, by_link, database_role, table_name, row_id, person_id, appointment_id,
         action, columns)
    VALUES (
        clock_timestamp(),
        coalesce((either ->> 'organisation_id')::bigint, (either ->> 'made_by_id')::bigint,
                 CASE WHEN TG_TABLE_NAME = 'organisations_organisation' THEN (either ->> 'id')::bigint END,
                 public.current_organisation_id()),
        public.current_user_id(), public.current_link_hash() IS NOT NULL, session_user,
        TG_TABLE_NAME, coalesce(either ->> 'id', either ->> 'form_id', either ->> 'person_id'),
        coalesce((either ->> 'patient_person_id')::uuid, (either ->> 'person_id')::uuid,
                 CASE WHEN TG_TABLE_NAME = 'patients_patientperson' THEN (either ->> 'id')::uuid END),
        CASE WHEN TG_TABLE_NAME = 'appointments_appointment' THEN (either ->> 'id')::bigint
             ELSE (either ->> 'appointment_id')::bigint END,
        lower(TG_OP), changed);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.write_audit FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.write_audit TO restartix_owner;
