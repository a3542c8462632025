-- The sweep's two questions: what is due (ids only, of every clinic), and that a worker was here.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.due_effects(most int) RETURNS TABLE (organisation_id bigint, effect_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.organisation_id, e.id FROM public.effects_effect e
    WHERE e.state = 'pending' AND e.next_attempt_at <= now() AND (e.lease_until IS NULL OR e.lease_until <= now())
    ORDER BY e.next_attempt_at LIMIT most
$$;
REVOKE ALL ON FUNCTION public.due_effects FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.due_effects TO restartix_worker;
