-- When the owner of this number answered STOP; null while they have not.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.stopped_at(number text) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT at FROM public.effects_stoppednumber WHERE phone = number;
$$;
REVOKE ALL ON FUNCTION public.stopped_at FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.stopped_at TO restartix_app, restartix_worker;
