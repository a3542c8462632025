-- The worker makes or finds the login of an e-mail address. It never learns of other clinics' people. Whose account was
-- deleted at Clerk can sign in again with the new one that is made for them.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.keep_login(says_email text, says_clerk_id text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept uuid;
BEGIN
    INSERT INTO public.identity_user (id, email, name, clerk_user_id, language, is_active, session_nonce, created_at)
    VALUES (gen_random_uuid(), lower(says_email), '', nullif(says_clerk_id, ''), '', true,
            replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), now())
    ON CONFLICT (email) DO UPDATE
        SET clerk_user_id = coalesce(excluded.clerk_user_id, identity_user.clerk_user_id),
            is_active = identity_user.is_active OR excluded.clerk_user_id <> identity_user.clerk_user_id
                AND public.clerk_session_is_over(identity_user.clerk_user_id)
    RETURNING id INTO kept;
    RETURN kept;
END $$;
REVOKE ALL ON FUNCTION public.keep_login FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.keep_login TO restartix_worker;
