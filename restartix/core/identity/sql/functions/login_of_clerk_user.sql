-- Clerk has verified who this is; the web asks which login that is.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.login_of_clerk_user(says_clerk_id text) RETURNS TABLE (user_id uuid, session_nonce text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.id, u.session_nonce FROM public.identity_user u WHERE u.clerk_user_id = says_clerk_id AND u.is_active
$$;
REVOKE ALL ON FUNCTION public.login_of_clerk_user FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.login_of_clerk_user TO restartix_app;
