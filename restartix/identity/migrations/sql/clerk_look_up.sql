-- As before, and by the index, which leaves out the sessions that did not begin at Clerk.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_session_is_used(says_session text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.identity_session s
                   WHERE s.clerk_session_id = says_session AND s.clerk_session_id <> ''
                     AND s.expire_date > now() + interval '1 day')
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
