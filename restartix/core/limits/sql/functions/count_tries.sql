-- In the order of the keys, so that two requests with the same ones can't wait for each other.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.count_tries(keys text[], seconds int[], most int[]) RETURNS TABLE (is_over boolean, wait int)
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
REVOKE ALL ON FUNCTION public.count_tries FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.count_tries TO restartix_app, restartix_worker;
