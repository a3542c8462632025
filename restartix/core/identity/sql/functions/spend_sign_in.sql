-- Spending a link is one statement, so of two people pressing at once only one signs in.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.spend_sign_in(says_hash text) RETURNS TABLE (user_id uuid, session_nonce text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH spent AS (
        UPDATE public.identity_signinlink SET used_at = now()
        WHERE token_hash = says_hash AND used_at IS NULL AND expires_at > now()
          AND organisation_id = public.current_organisation_id()
        RETURNING user_id)
    SELECT u.id, u.session_nonce FROM public.identity_user u JOIN spent ON spent.user_id = u.id WHERE u.is_active
$$;
REVOKE ALL ON FUNCTION public.spend_sign_in FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.spend_sign_in TO restartix_app;
