-- Whoever is known here adds somebody in their care: a person nobody knew, so nothing is opened by it.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.add_dependent(says_name text, says_birth_date date, says_relationship text, says_own_name text)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here bigint := public.current_organisation_id();
    me uuid := public.current_user_id();
    added uuid := gen_random_uuid();
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.current_user_patient_person_ids() mine WHERE public.is_known_here(here, mine))
        OR (SELECT count(*) FROM public.patients_guardianship g
            WHERE g.user_id = me AND g.organisation_id = here AND g.granted_by_id = me) >= 12 THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.patients_patientperson (id, made_by_id, name, phone, birth_date, link_hash, created_at)
    VALUES (added, here, says_name, '', says_birth_date, '', now());
    INSERT INTO public.patients_patient (id, organisation_id, person_id, is_shared, created_at)
    VALUES (gen_random_uuid(), here, added, true, now());
    INSERT INTO public.patients_patientprofile (person_id, sex, blood_type, allergies, conditions, medication,
        insurance_number, emergency_contact, emergency_phone, updated_at)
    VALUES (added, '', '', '', '', '', '', '', '', now());
    INSERT INTO public.patients_guardianship (id, organisation_id, user_id, person_id, relationship, guardian_name,
        rights, granted_by_id, valid_from)
    VALUES (gen_random_uuid(), here, me, added, says_relationship, says_own_name, ARRAY['book', 'forms', 'results'], me, now());
    RETURN added;
END $$;
REVOKE ALL ON FUNCTION public.add_dependent FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.add_dependent TO restartix_app;
