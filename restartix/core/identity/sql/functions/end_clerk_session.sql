SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.end_clerk_session(says_session text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.identity_clerksignin (session_id, clerk_user_id, begun_at, asked_at, ended_at)
    VALUES (says_session, '', now(), now(), now())
    ON CONFLICT (session_id) DO UPDATE SET ended_at = coalesce(identity_clerksignin.ended_at, now())
$$;
REVOKE ALL ON FUNCTION public.end_clerk_session FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.end_clerk_session TO restartix_app, restartix_worker;
