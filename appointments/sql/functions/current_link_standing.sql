-- Of the link that this transaction holds.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_standing(
    OUT appointment_id bigint, OUT rights text[], OUT sees_record boolean, OUT is_proven boolean, OUT may_prove boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, s.* FROM (SELECT * FROM public.appointments_appointment l
                           WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    CROSS JOIN LATERAL public.link_standing(a.id, public.current_link_is_browsers()) s
    WHERE a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
$$;
REVOKE ALL ON FUNCTION public.current_link_standing FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_link_standing TO restartix_app;
