-- An archive holds everything about a person: once it has lapsed it is emptied. That it was made and fetched stays.
CALL public.show_to_lookup('public.appointments_export');
GRANT UPDATE (content, gathered) ON public.appointments_export TO restartix_lookup;
CREATE POLICY lapsed_are_emptied ON public.appointments_export FOR UPDATE TO restartix_lookup
    USING (expires_at <= now()) WITH CHECK (content IS NULL AND gathered IS NULL);
CREATE FUNCTION public.empty_lapsed_exports() RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH emptied AS (
        UPDATE public.appointments_export SET content = NULL, gathered = NULL
        WHERE expires_at <= now() AND (content IS NOT NULL OR gathered IS NOT NULL) RETURNING 1)
    SELECT count(*)::int FROM emptied
$$;
CALL public.belongs_to_lookup('public.empty_lapsed_exports()', 'restartix_worker');
