-- Where it is time to try whether a service is back, one of those that wait for it is made due: any, since the one that
-- met the trouble may be at fault itself.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.send_probe(wanted text, kinds text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.effects_effect SET next_attempt_at = clock_timestamp()
    WHERE id = (
        SELECT e.id FROM public.effects_effect e
        WHERE e.state = 'pending' AND e.kind = ANY (kinds) AND e.lease_until IS NULL
          AND e.last_error_code LIKE wanted || '-%'
          AND EXISTS (SELECT 1 FROM public.effects_outage o WHERE o.service = wanted AND o.probe_at <= clock_timestamp())
        ORDER BY random() LIMIT 1
    )
$$;
REVOKE ALL ON FUNCTION public.send_probe FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.send_probe TO restartix_worker;
