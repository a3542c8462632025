-- Names compared as people type them: without accents, in small letters, hyphens as spaces, in any order, and with up to
-- two slips. fuzzystrmatch comes with PostgreSQL and is trusted, as pg_trgm and unaccent are.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

CREATE FUNCTION public.name_key(said text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN (SELECT pg_catalog.string_agg(word, ' ' ORDER BY word COLLATE "C")
            FROM pg_catalog.regexp_split_to_table(public.searchable(said), '\s+') word WHERE word <> '');
END $$;

-- Two slips at most between two keys, the words of one in whichever order its slips left them.
CREATE FUNCTION public.is_near_name(one text, other text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    words text[] := pg_catalog.string_to_array(pg_catalog.left(other, 80), ' ');
    turn int;
BEGIN
    IF one IS NULL OR other IS NULL THEN RETURN false; END IF;
    FOR turn IN 0 .. LEAST(pg_catalog.cardinality(words), 4) - 1 LOOP
        IF public.levenshtein_less_equal(pg_catalog.left(one, 80),
               pg_catalog.array_to_string(words[turn + 1:] OPERATOR(pg_catalog.||) words[:turn], ' '), 2) <= 2 THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END $$;

CREATE INDEX person_by_name_key ON public.patients_patientperson (public.name_key(name), birth_date);
CREATE INDEX person_by_birth ON public.patients_patientperson (birth_date) WHERE birth_date IS NOT NULL;

-- People whom the clinic in scope knows and who may be the one described, with what they share: 'email', 'phone',
-- 'birth' and 'name' (within two slips). Name or birth date alone is not enough, unless the name is the very same and
-- nothing speaks against it. An admin gets all; a specialist those whom they see, and one row without a person when the
-- clinic knows somebody else who fits: no more of them than that.
CREATE FUNCTION public.alike_persons(typed_name text, born date, typed_phone text, typed_email text, but_not uuid)
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
CALL public.belongs_to_lookup('public.alike_persons(text, date, text, text, uuid)', 'restartix_app');

GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
-- Who a booking may be of. Many people share a name: by that alone nobody is asked about.
CREATE OR REPLACE FUNCTION public.likely_persons(visit bigint) RETURNS TABLE (person_id uuid, same text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.person_id, f.same
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.booked_as_id
    CROSS JOIN LATERAL public.alike_persons(p.name, p.birth_date, p.phone, a.contact_email, a.booked_as_id) f
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id()
      AND (a.organisation_id IN (SELECT public.current_admin_organisation_ids())
           OR a.specialist_id IN (SELECT public.current_specialist_ids()))
      AND f.same <> ARRAY['name']
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
