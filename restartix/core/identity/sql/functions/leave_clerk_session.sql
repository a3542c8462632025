-- True when Clerk has to be told: it has not ended the session itself, and has not been asked to.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.leave_clerk_session(says_session text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.identity_clerksignin SET ended_at = now(), to_revoke_at = now() + interval '2 minutes'
    WHERE session_id = says_session AND ended_at IS NULL;
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION public.leave_clerk_session FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.leave_clerk_session TO restartix_app;
