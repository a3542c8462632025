-- A whole account is over as a session is, and kept with those under its own id: what Clerk tells may come in any order,
-- and an account that is gone stays gone, also when the news that it was made comes last.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_user_deleted(says_clerk_id text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.end_clerk_session(says_clerk_id);
    UPDATE public.identity_user SET is_active = false,
        session_nonce = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    WHERE clerk_user_id = says_clerk_id AND is_active
$$;
REVOKE ALL ON FUNCTION public.clerk_user_deleted FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_user_deleted TO restartix_app, restartix_worker;
