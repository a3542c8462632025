SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_session_revoked(says_session text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_clerksignin SET to_revoke_at = NULL WHERE session_id = says_session
$$;
REVOKE ALL ON FUNCTION public.clerk_session_revoked FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_session_revoked TO restartix_worker;
