-- Which outside services are out of order at the moment, for every clinic alike. While one is, what needs it waits, and
-- one thing at a time tries whether it is back; the first that succeeds lets all the others go.
CREATE TABLE public.effects_outage (
    service text PRIMARY KEY,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    code text NOT NULL,
    failures int NOT NULL DEFAULT 1,
    probe_at timestamptz NOT NULL
);
GRANT SELECT ON public.effects_outage TO restartix_app, restartix_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.effects_outage TO restartix_lookup;
GRANT UPDATE (next_attempt_at) ON public.effects_effect TO restartix_lookup;
CREATE POLICY outages_hurry ON public.effects_effect FOR UPDATE TO restartix_lookup
    USING (state = 'pending') WITH CHECK (state = 'pending');

-- Why the service must not be asked now; null when it may be, also for the one that tries whether it is back.
CREATE FUNCTION public.outage_of(wanted text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.effects_outage SET probe_at = clock_timestamp() + interval '90 seconds'
    WHERE service = wanted AND probe_at <= clock_timestamp();
    IF FOUND THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT o.code FROM public.effects_outage o WHERE o.service = wanted);
END $$;
CALL public.belongs_to_lookup('public.outage_of(text)', 'restartix_worker');

-- The service failed (again): when it is tried next, with growing pauses. True when the outage is new.
CREATE FUNCTION public.note_outage(wanted text, why text, longest interval, not_before interval) RETURNS boolean
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
CALL public.belongs_to_lookup('public.note_outage(text, text, interval, interval)', 'restartix_worker');

-- The service is back: what waited for it is due at once. Null when it had not been out of order.
CREATE FUNCTION public.end_outage(wanted text, kinds text[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    released int;
BEGIN
    DELETE FROM public.effects_outage WHERE service = wanted;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE public.effects_effect SET next_attempt_at = clock_timestamp()
    WHERE state = 'pending' AND next_attempt_at > clock_timestamp() AND kind = ANY (kinds)
      AND last_error_code LIKE wanted || '-%';
    GET DIAGNOSTICS released = ROW_COUNT;
    RETURN released;
END $$;
CALL public.belongs_to_lookup('public.end_outage(text, text[])', 'restartix_worker');

-- Where it is time to try whether a service is back, one of those that wait for it is made due: any, since the one that
-- met the trouble may be at fault itself.
CREATE FUNCTION public.send_probe(wanted text, kinds text[]) RETURNS void
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
CALL public.belongs_to_lookup('public.send_probe(text, text[])', 'restartix_worker');
