-- The linked visit, for whoever may see what the clinic knew before it.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_record_appointment_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.appointment_id FROM public.current_link_standing() s
    WHERE s.sees_record AND s.appointment_id = public.current_link_appointment_id()
$$;
REVOKE ALL ON FUNCTION public.current_link_record_appointment_id FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_link_record_appointment_id TO restartix_app;
