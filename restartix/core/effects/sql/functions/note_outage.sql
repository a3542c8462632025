-- The service failed (again): when it is tried next, with growing pauses. True when the outage is new.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.note_outage(wanted text, why text, longest interval, not_before interval) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    so_far int := coalesce((SELECT o.failures FROM public.effects_outage o WHERE o.service = wanted), 0);
    pause interval := least(interval '5 seconds' * power(2, least(so_far, 20)), longest) * (0.8 + random() * 0.4);
    next_probe timestamptz := clock_timestamp() + greatest(pause, not_before);
BEGIN
    INSERT INTO public.effects_outage AS o (service, code, probe_at) VALUES (wanted, why, next_probe)
    ON CONFLICT (service) DO UPDATE SET code = excluded.code, failures = o.failures + 1,
        probe_at = excluded.probe_at;
    RETURN so_far = 0;
END $$;
REVOKE ALL ON FUNCTION public.note_outage FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.note_outage TO restartix_worker;
