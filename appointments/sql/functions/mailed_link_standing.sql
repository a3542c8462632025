-- The same of the link that was mailed, for the staff who steer the visit.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.mailed_link_standing(visit bigint,
    OUT rights text[], OUT sees_record boolean, OUT is_proven boolean, OUT may_prove boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.* FROM public.appointments_appointment a CROSS JOIN LATERAL public.link_standing(a.id, false) s
    WHERE a.id = visit AND (a.organisation_id IN (SELECT public.current_admin_organisation_ids())
        OR a.organisation_id = public.current_organisation_id()
           AND a.specialist_id IN (SELECT public.current_specialist_ids()))
$$;
REVOKE ALL ON FUNCTION public.mailed_link_standing FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.mailed_link_standing TO restartix_app;
