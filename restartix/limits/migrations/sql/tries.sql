-- Tries, counted under hashed keys. Nobody reads the table; what may be done with it are these two functions.
CREATE UNLOGGED TABLE public.limits_try (
    key text NOT NULL, began_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, tries int NOT NULL,
    PRIMARY KEY (key, began_at));
CREATE INDEX limits_over ON public.limits_try (ends_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON public.limits_try TO restartix_lookup;

-- In the order of the keys, so that two requests with the same ones can't wait for each other.
CREATE FUNCTION public.count_tries(keys text[], seconds int[], most int[]) RETURNS TABLE (is_over boolean, wait int)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH asked AS (
        SELECT k, s, m, to_timestamp(floor(extract(epoch FROM clock_timestamp()) / s) * s) AS began
        FROM unnest(keys, seconds, most) AS one (k, s, m)
    ), counted AS (
        INSERT INTO public.limits_try AS kept (key, began_at, ends_at, tries)
        SELECT k, began, began + make_interval(secs => s), 1 FROM asked ORDER BY k
        ON CONFLICT (key, began_at) DO UPDATE SET tries = kept.tries + 1
        RETURNING kept.key, kept.ends_at, kept.tries
    )
    SELECT c.tries > a.m, greatest(1, ceil(extract(epoch FROM c.ends_at - clock_timestamp()))::int)
    FROM counted c JOIN asked a ON a.k = c.key
$$;
CALL public.belongs_to_lookup('public.count_tries(text[], int[], int[])', 'restartix_app');

CREATE FUNCTION public.forget_tries() RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    DELETE FROM public.limits_try WHERE ends_at < now()
$$;
CALL public.belongs_to_lookup('public.forget_tries()', 'restartix_worker');
