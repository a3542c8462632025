-- When each worker last swept, by its machine (or container) and its main process there.
DROP FUNCTION public.worker_beats();
DROP TABLE public.effects_heartbeat;
CREATE TABLE public.effects_heartbeat (
    host text NOT NULL,
    pid int NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (host, pid)
);
GRANT SELECT ON public.effects_heartbeat TO restartix_app, restartix_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.effects_heartbeat TO restartix_lookup;

CREATE FUNCTION public.worker_beats(of_host text, of_pid int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.effects_heartbeat WHERE at < clock_timestamp() - interval '1 hour';
    INSERT INTO public.effects_heartbeat (host, pid) VALUES (of_host, of_pid)
    ON CONFLICT (host, pid) DO UPDATE SET at = excluded.at;
$$;
CALL public.belongs_to_lookup('public.worker_beats(text, int)', 'restartix_worker');

CREATE FUNCTION public.worker_leaves(of_host text, of_pid int) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.effects_heartbeat WHERE host = of_host AND pid = of_pid;
$$;
CALL public.belongs_to_lookup('public.worker_leaves(text, int)', 'restartix_worker');

-- Each worker sweeps by itself, from its own clock; the queue's schedule is needed no longer.
DELETE FROM public.django_q_schedule WHERE name = 'sweep';
