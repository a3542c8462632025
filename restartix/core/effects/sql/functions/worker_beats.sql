-- A worker swept. Each sweeps by itself, from its own clock.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.worker_beats(of_host text, of_pid int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.effects_heartbeat WHERE at < clock_timestamp() - interval '1 hour';
    INSERT INTO public.effects_heartbeat (host, pid) VALUES (of_host, of_pid)
    ON CONFLICT (host, pid) DO UPDATE SET at = excluded.at;
$$;
REVOKE ALL ON FUNCTION public.worker_beats FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.worker_beats TO restartix_worker;
