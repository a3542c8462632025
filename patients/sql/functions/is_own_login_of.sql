SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.is_own_login_of(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = person AND p.user_id = public.current_user_id())
$$;
REVOKE ALL ON FUNCTION public.is_own_login_of FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.is_own_login_of TO restartix_app;
