-- Which account has this address here, for the worker to ask Clerk whether it still lives.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_account_with(says_email text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.clerk_user_id::text FROM public.identity_user u WHERE u.email = lower(says_email)
$$;
REVOKE ALL ON FUNCTION public.clerk_account_with FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_account_with TO restartix_worker;
