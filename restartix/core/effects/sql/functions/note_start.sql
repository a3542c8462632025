SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.note_start(number text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.effects_stoppednumber WHERE phone = number;
$$;
REVOKE ALL ON FUNCTION public.note_start FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.note_start TO restartix_app;
