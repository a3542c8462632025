-- What Clerk says of an account, if it is news. An address that another login has stays theirs. Whose account was deleted
-- comes back with their next one, once Clerk says that the address is proven. While the account that has the address may
-- still live, Clerk is asked to tell of it again later.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_user_changed(
    says_clerk_id text, says_email text, says_at bigint, is_barred boolean)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known public.identity_user;
BEGIN
    IF public.clerk_session_is_over(says_clerk_id) THEN RETURN 'gone'; END IF;
    IF says_email <> '' AND NOT EXISTS (SELECT 1 FROM public.identity_user u WHERE u.clerk_user_id = says_clerk_id) THEN
        SELECT * INTO known FROM public.identity_user u WHERE u.email = says_email FOR UPDATE;
        IF FOUND AND known.clerk_user_id IS NOT NULL AND NOT public.clerk_session_is_over(known.clerk_user_id) THEN
            RETURN 'taken';
        END IF;
        UPDATE public.identity_user u SET clerk_user_id = says_clerk_id, clerk_updated_at = 0,
            is_active = u.is_active OR u.clerk_user_id IS NOT NULL
        WHERE u.id = known.id;
    END IF;
    SELECT * INTO known FROM public.identity_user u WHERE u.clerk_user_id = says_clerk_id FOR UPDATE;
    IF NOT FOUND THEN RETURN 'nobody'; END IF;
    IF known.clerk_updated_at >= says_at THEN RETURN 'old news'; END IF;
    IF is_barred THEN
        UPDATE public.identity_user
        SET session_nonce = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') WHERE id = known.id;
    END IF;
    IF says_email NOT IN ('', known.email) THEN
        BEGIN
            UPDATE public.identity_user SET email = says_email WHERE id = known.id;
        EXCEPTION WHEN unique_violation THEN
            RETURN 'taken';
        END;
    END IF;
    UPDATE public.identity_user SET clerk_updated_at = says_at WHERE id = known.id;
    RETURN 'noted';
END $$;
REVOKE ALL ON FUNCTION public.clerk_user_changed FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_user_changed TO restartix_app, restartix_worker;
