SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.forget_tries() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.limits_try WHERE ends_at < now()
$$;
REVOKE ALL ON FUNCTION public.forget_tries FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.forget_tries TO restartix_worker;
