-- The clinics where somebody waits, or was offered a time: ids only.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clinics_waited_for() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT w.organisation_id FROM public.appointments_waitingwish w WHERE w.state IN ('waiting', 'offered')
$$;
REVOKE ALL ON FUNCTION public.clinics_waited_for FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clinics_waited_for TO restartix_worker;
