-- A profile is shared with a clinic by whose it is; with the clinic that made the person it starts shared.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.may_share(organisation bigint, person uuid, is_new boolean) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT person IN (SELECT public.current_user_own_person_ids())
        OR is_new AND EXISTS (SELECT 1 FROM public.patients_patientperson p
                              WHERE p.id = person AND p.made_by_id = organisation)
$$;
REVOKE ALL ON FUNCTION public.may_share FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.may_share TO restartix_app;
