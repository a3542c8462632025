-- An archive holds everything about a person: once it has lapsed it is emptied. That it was made and fetched stays.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.empty_lapsed_exports() RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH emptied AS (
        UPDATE public.appointments_export SET content = NULL, gathered = NULL
        WHERE expires_at <= now() AND (content IS NOT NULL OR gathered IS NOT NULL) RETURNING 1)
    SELECT count(*)::int FROM emptied
$$;
REVOKE ALL ON FUNCTION public.empty_lapsed_exports FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.empty_lapsed_exports TO restartix_worker;
