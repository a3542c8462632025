-- What a login may do for a person here as whose guardian it is or was; NULL for one that never was.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.guardian_rights(organisation bigint, guardian uuid, person uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_remove(array_agg(DISTINCT r.held::text), NULL)
    FROM public.patients_guardianship g JOIN public.patients_patientperson p ON p.id = g.person_id
    JOIN public.identity_user u ON u.id = g.user_id
    LEFT JOIN LATERAL unnest(g.rights) r(held) ON u.is_active AND public.is_in_force(g, p.birth_date)
    WHERE g.user_id = guardian AND g.person_id = person AND g.organisation_id = organisation
$$;
REVOKE ALL ON FUNCTION public.guardian_rights FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.guardian_rights TO restartix_worker;
