-- A session at Clerk ends when ours does, or Clerk would sign the same browser in again at once. It is over here from
-- that moment; the worker has Clerk end it too, and tries until it has (to_revoke_at says when next).
GRANT SELECT ON public.identity_session TO restartix_lookup;
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;

-- Is there a session of ours that goes on? It stays a day longer than it counts (restartix.identity.sessions.LINGER).
CREATE FUNCTION public.clerk_session_is_used(says_session text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.identity_session s
                   WHERE s.clerk_session_id = says_session AND s.expire_date > now() + interval '1 day')
$$;
-- True when Clerk has to be told: it has not ended the session itself, and has not been asked to.
CREATE FUNCTION public.leave_clerk_session(says_session text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.identity_clerksignin SET ended_at = now(), to_revoke_at = now() + interval '2 minutes'
    WHERE session_id = says_session AND ended_at IS NULL;
    RETURN FOUND;
END $$;
-- The session that somebody signs in with. One that was used here and is over here does not begin again; a moment is
-- left to two tabs that bring the same one at once.
CREATE OR REPLACE FUNCTION public.begin_clerk_session(says_session text, says_clerk_id text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    is_live boolean;
BEGIN
    UPDATE public.identity_clerksignin SET ended_at = now(), to_revoke_at = now()
    WHERE session_id = says_session AND ended_at IS NULL AND is_followed AND begun_at < now() - interval '1 minute'
      AND NOT public.clerk_session_is_used(says_session);
    INSERT INTO public.identity_clerksignin (session_id, clerk_user_id, begun_at, asked_at, is_followed)
    VALUES (says_session, says_clerk_id, now(), now(), true)
    ON CONFLICT (session_id) DO UPDATE SET clerk_user_id = excluded.clerk_user_id
    RETURNING ended_at IS NULL INTO is_live;
    RETURN is_live;
END $$;
-- What the worker has Clerk end: what is due, and what nobody's session here stands on any more, since it was slept
-- through or its row is gone. Taking it counts as trying, so that two sweeps don't both ask.
CREATE FUNCTION public.clerk_sessions_to_revoke(most int) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_clerksignin s SET ended_at = now(), to_revoke_at = now()
    WHERE s.ended_at IS NULL AND s.is_followed AND s.begun_at < now() - interval '5 minutes'
      AND NOT public.clerk_session_is_used(s.session_id);
    UPDATE public.identity_clerksignin SET to_revoke_at = now() + interval '5 minutes' WHERE session_id IN (
        SELECT s.session_id FROM public.identity_clerksignin s
        WHERE s.to_revoke_at <= now() AND s.begun_at > now() - interval '60 days'
        ORDER BY s.to_revoke_at LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING session_id::text
$$;
CREATE FUNCTION public.clerk_session_revoked(says_session text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_clerksignin SET to_revoke_at = NULL WHERE session_id = says_session
$$;

-- As before; and whose account was deleted comes back with their next one, once Clerk says that the address is proven.
-- While the account that has the address may still live, Clerk is asked to tell of it again later.
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
-- Which account has this address here, for the worker to ask Clerk whether it still lives.
CREATE FUNCTION public.clerk_account_with(says_email text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.clerk_user_id::text FROM public.identity_user u WHERE u.email = lower(says_email)
$$;
-- As before; and whose account was deleted at Clerk can sign in again with the new one that is made for them.
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
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
CALL public.belongs_to_lookup('public.leave_clerk_session(text)', 'restartix_app');
CALL public.belongs_to_lookup('public.clerk_sessions_to_revoke(int)', 'restartix_worker');
CALL public.belongs_to_lookup('public.clerk_session_revoked(text)', 'restartix_worker');
CALL public.belongs_to_lookup('public.clerk_account_with(text)', 'restartix_worker');
SET LOCAL ROLE restartix_lookup;
REVOKE ALL ON FUNCTION public.clerk_session_is_used(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.clerk_user_changed(text, text, bigint, boolean) TO restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_user_deleted(text) TO restartix_worker;
RESET ROLE;
