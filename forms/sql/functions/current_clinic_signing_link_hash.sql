-- By the visit's own link hash, which the indexes of visits hold; a comparison with its id would make every list slower.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_clinic_signing_link_hash() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.link_hash::text FROM public.appointments_appointment a
    WHERE public.current_link_hash() IS NOT NULL AND a.id = public.current_clinic_signing_visit_id()
$$;
REVOKE ALL ON FUNCTION public.current_clinic_signing_link_hash FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_clinic_signing_link_hash TO restartix_app;
