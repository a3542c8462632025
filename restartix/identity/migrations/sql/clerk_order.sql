-- What Clerk tells may come in any order. An account that is gone stays gone, also when the news that it was made comes
-- last; and an address that another login still has is not forgotten: Clerk is asked to tell of it again later.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_user_changed(
    says_clerk_id text, says_email text, says_at bigint, is_barred boolean)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known public.identity_user;
BEGIN
    IF public.clerk_session_is_over(says_clerk_id) THEN RETURN 'gone'; END IF;
    IF says_email <> '' THEN
        UPDATE public.identity_user SET clerk_user_id = says_clerk_id
        WHERE email = says_email AND clerk_user_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM public.identity_user u WHERE u.clerk_user_id = says_clerk_id);
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
-- A whole account is over as a session is, and kept with those under its own id.
CREATE OR REPLACE FUNCTION public.clerk_user_deleted(says_clerk_id text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT public.end_clerk_session(says_clerk_id);
    UPDATE public.identity_user SET is_active = false,
        session_nonce = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    WHERE clerk_user_id = says_clerk_id AND is_active
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
