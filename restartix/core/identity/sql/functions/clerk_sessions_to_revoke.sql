-- What the worker has Clerk end: what is due, and what nobody's session here stands on any more, since it was slept
-- through or its row is gone. Taking it counts as trying, so that two sweeps don't both ask.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_sessions_to_revoke(most int) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_clerksignin s SET ended_at = now(), to_revoke_at = now()
    WHERE s.ended_at IS NULL AND s.is_followed AND s.begun_at < now() - interval '5 minutes'
      AND NOT public.clerk_session_is_used(s.session_id);
    UPDATE public.identity_clerksignin SET to_revoke_at = now() + interval '5 minutes' WHERE session_id IN (
        SELECT s.session_id FROM public.identity_clerksignin s
        WHERE s.to_revoke_at <= now() AND s.begun_at > now() - interval '60 days'
        ORDER BY s.to_revoke_at LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING session_id::text
$$;
REVOKE ALL ON FUNCTION public.clerk_sessions_to_revoke FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_sessions_to_revoke TO restartix_worker;
