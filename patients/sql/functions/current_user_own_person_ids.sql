-- Whose own affairs these are: a person's with a login; of one without, their guardian's at the clinic that made them.
-- A guardianship that another clinic gave opens nothing that this clinic was not shown.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_user_own_person_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 4 SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.id FROM public.patients_patientperson p WHERE p.user_id = public.current_user_id()
    UNION
    SELECT g.person_id FROM public.patients_guardianship g JOIN public.patients_patientperson p ON p.id = g.person_id
    WHERE g.user_id = public.current_user_id() AND g.organisation_id = p.made_by_id AND p.user_id IS NULL
      AND 'forms' = ANY (g.rights) AND public.is_in_force(g, p.birth_date)
$$;
REVOKE ALL ON FUNCTION public.current_user_own_person_ids FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_user_own_person_ids TO restartix_app;
