-- The oldest first; asking counts from here on, so that two sweeps don't ask about the same one.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_sessions_to_ask_about(minutes int, most int) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_clerksignin SET asked_at = now() WHERE session_id IN (
        SELECT s.session_id FROM public.identity_clerksignin s
        WHERE s.ended_at IS NULL AND s.begun_at > now() - interval '15 days'
          AND s.asked_at <= now() - make_interval(mins => minutes)
        ORDER BY s.asked_at LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING session_id::text
$$;
REVOKE ALL ON FUNCTION public.clerk_sessions_to_ask_about FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_sessions_to_ask_about TO restartix_worker;
