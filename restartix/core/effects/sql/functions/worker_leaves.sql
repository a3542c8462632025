SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.worker_leaves(of_host text, of_pid int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.effects_heartbeat WHERE host = of_host AND pid = of_pid;
$$;
REVOKE ALL ON FUNCTION public.worker_leaves FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.worker_leaves TO restartix_worker;
