SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.note_stop(number text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.effects_stoppednumber (phone) VALUES (number) ON CONFLICT DO NOTHING;
$$;
REVOKE ALL ON FUNCTION public.note_stop FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.note_stop TO restartix_app, restartix_worker;
