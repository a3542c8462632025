-- People whom the clinic in scope knows and who may be the one described, with what they share: 'email', 'phone',
-- 'birth' and 'name' (within two slips). Name or birth date alone is not enough, unless the name is the very same and
-- nothing speaks against it. An admin gets all; a specialist those whom they see, and one row without a person when the
-- clinic knows somebody else who fits: no more of them than that.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.alike_persons(typed_name text, born date, typed_phone text, typed_email text, but_not uuid)
RETURNS TABLE (person_id uuid, same text[]) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 6
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    clinic bigint := public.current_organisation_id();
    sees_all boolean := clinic IN (SELECT public.current_admin_organisation_ids());
    own uuid[] := ARRAY(SELECT public.current_specialist_ids());
    key text := public.name_key(typed_name);
    address text := lower(typed_email);
BEGIN
    IF clinic IS NULL OR NOT clinic IN (SELECT public.current_member_organisation_ids()) THEN RETURN; END IF;
    RETURN QUERY
    WITH found AS (
        SELECT p.id, 'email' AS why FROM public.identity_user u
            JOIN public.patients_patientperson p ON p.user_id = u.id WHERE u.email = address AND address <> ''
        UNION
        SELECT g.person_id, 'email' FROM public.identity_user u JOIN public.patients_guardianship g
            ON g.user_id = u.id AND g.organisation_id = clinic AND g.revoked_at IS NULL
            WHERE u.email = address AND address <> ''
        UNION
        SELECT a.patient_person_id, 'email' FROM public.appointments_appointment a
            WHERE a.organisation_id = clinic AND lower(a.contact_email) = address AND address <> ''
        UNION
        SELECT p.id, 'phone' FROM public.patients_patientperson p WHERE p.phone = typed_phone AND typed_phone <> ''
        UNION
        SELECT p.id, 'birth' FROM public.patients_patientperson p
            WHERE p.birth_date = born AND public.is_near_name(public.name_key(p.name), key)
        UNION
        SELECT p.id, 'name' FROM public.patients_patientperson p
            WHERE public.name_key(p.name) = key AND (born IS NULL OR p.birth_date IS NULL)
    ), fitting AS (
        SELECT f.id, array_agg(DISTINCT f.why) || CASE
            WHEN bool_or(f.why = 'name') THEN '{}'::text[]
            WHEN bool_or(public.is_near_name(public.name_key(p.name), key)) THEN ARRAY['name'] ELSE '{}' END AS why
        FROM found f JOIN public.patients_patientperson p ON p.id = f.id
        JOIN public.patients_patient k ON k.organisation_id = clinic AND k.person_id = f.id
        WHERE f.id IS DISTINCT FROM but_not GROUP BY f.id
    ), judged AS (
        SELECT f.id, f.why, sees_all OR EXISTS (
            SELECT 1 FROM public.appointments_appointment a
            WHERE a.patient_person_id = f.id AND a.specialist_id = ANY (own)) AS is_seen
        FROM fitting f
    )
    (SELECT j.id, j.why FROM judged j WHERE j.is_seen ORDER BY cardinality(j.why) DESC, j.id LIMIT 6)
    UNION ALL
    (SELECT NULL, '{}'::text[] FROM judged j WHERE NOT j.is_seen LIMIT 1);
END $$;
REVOKE ALL ON FUNCTION public.alike_persons FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.alike_persons TO restartix_app;
