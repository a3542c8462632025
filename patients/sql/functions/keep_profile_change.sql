SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.keep_profile_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    now_is jsonb := to_jsonb(NEW);
    whose uuid := coalesce(now_is ->> 'person_id', now_is ->> 'id')::uuid;
    me uuid := public.current_user_id();
    kind text;
BEGIN
    IF session_user = 'restartix_owner' THEN RETURN NULL; END IF;
    kind := CASE
        WHEN EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = whose AND p.user_id = me) THEN 'patient'
        WHEN EXISTS (SELECT public.current_member_organisation_ids()) THEN 'staff'
        WHEN me IS NOT NULL THEN 'guardian'
        WHEN public.current_link_hash() IS NOT NULL THEN 'link'
        ELSE 'system' END;
    INSERT INTO public.patients_profilechange
        (id, person_id, organisation_id, appointment_id, at, actor_user_id, actor_kind, attribute, old, new)
    SELECT gen_random_uuid(), whose, public.current_organisation_id(),
           nullif(current_setting('app.visit_id', true), '')::bigint, clock_timestamp(), me, kind,
           v.key, coalesce(was ->> v.key, ''), coalesce(v.value, '')
    FROM jsonb_each_text(now_is) v
    WHERE coalesce(was ->> v.key, '') <> coalesce(v.value, '') AND v.key = ANY (
        CASE WHEN TG_TABLE_NAME = 'patients_patientperson' THEN ARRAY['name', 'phone', 'birth_date']
             ELSE ARRAY(SELECT jsonb_object_keys(now_is - 'person_id' - 'updated_at')) END);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.keep_profile_change FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.keep_profile_change TO restartix_owner;
