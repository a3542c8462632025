-- Does this clinic know this person? Foreign keys look past row-level security; this is what judges references.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.is_known_here(organisation bigint, person uuid) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.organisation_id = organisation AND l.person_id = person)
        OR EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = person AND p.made_by_id = organisation)
$$;
REVOKE ALL ON FUNCTION public.is_known_here FROM PUBLIC, restartix_app, restartix_worker;
