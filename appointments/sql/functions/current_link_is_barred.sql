-- A link to a visit whose holder may do nothing any more. (A booking holds the link of the visit it is still making.)
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_is_barred() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.current_link_standing() s WHERE s.appointment_id IS NOT NULL AND s.rights = '{}')
$$;
REVOKE ALL ON FUNCTION public.current_link_is_barred FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_link_is_barred TO restartix_app;
