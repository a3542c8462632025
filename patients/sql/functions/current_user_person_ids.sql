-- The persons for whom the current user has this right here: themselves, and those in their care with it.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_user_person_ids(wanted text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM public.patients_patientperson p WHERE p.user_id = public.current_user_id()
    UNION
    SELECT g.person_id FROM public.patients_guardianship g JOIN public.patients_patientperson p ON p.id = g.person_id
    WHERE g.user_id = public.current_user_id() AND g.organisation_id = public.current_organisation_id()
      AND wanted = ANY (g.rights) AND public.is_in_force(g, p.birth_date)
$$;
REVOKE ALL ON FUNCTION public.current_user_person_ids FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_user_person_ids TO restartix_app;
