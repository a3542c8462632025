-- Is there a session of ours that goes on? It stays a day longer than it counts (restartix.core.identity.sessions.LINGER). By the
-- index, which leaves out the sessions that did not begin at Clerk.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_session_is_used(says_session text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.identity_session s
                   WHERE s.clerk_session_id = says_session AND s.clerk_session_id <> ''
                     AND s.expire_date > now() + interval '1 day')
$$;
REVOKE ALL ON FUNCTION public.clerk_session_is_used FROM PUBLIC, restartix_app, restartix_worker;
