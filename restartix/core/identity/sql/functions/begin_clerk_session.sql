-- The session that somebody signs in with. One that was used here and is over here does not begin again; a moment is
-- left to two tabs that bring the same one at once.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.begin_clerk_session(says_session text, says_clerk_id text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_live boolean;
BEGIN
    UPDATE public.identity_clerksignin SET ended_at = now(), to_revoke_at = now()
    WHERE session_id = says_session AND ended_at IS NULL AND is_followed AND begun_at < now() - interval '1 minute'
      AND NOT public.clerk_session_is_used(says_session);
    INSERT INTO public.identity_clerksignin (session_id, clerk_user_id, begun_at, asked_at, is_followed)
    VALUES (says_session, says_clerk_id, now(), now(), true)
    ON CONFLICT (session_id) DO UPDATE SET clerk_user_id = excluded.clerk_user_id
    RETURNING ended_at IS NULL INTO is_live;
    RETURN is_live;
END $$;
REVOKE ALL ON FUNCTION public.begin_clerk_session FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.begin_clerk_session TO restartix_app;
