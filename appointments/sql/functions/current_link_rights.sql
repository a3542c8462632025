SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_rights() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT coalesce((SELECT s.rights FROM public.current_link_standing() s), '{}') $$;
REVOKE ALL ON FUNCTION public.current_link_rights FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_link_rights TO restartix_app;
