SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_clinic_signing_visit_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT s.appointment_id FROM public.current_clinic_signing() s $$;
REVOKE ALL ON FUNCTION public.current_clinic_signing_visit_id FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_clinic_signing_visit_id TO restartix_app;
