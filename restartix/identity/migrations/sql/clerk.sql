-- Sessions that began at Clerk, and whether they have ended there. What ended before it began here is kept too.
CALL public.guard('public.identity_clerksignin');
GRANT SELECT, INSERT, UPDATE ON public.identity_clerksignin TO restartix_lookup;
CREATE POLICY lookup_keeps ON public.identity_clerksignin TO restartix_lookup USING (true) WITH CHECK (true);

CREATE FUNCTION public.begin_clerk_session(says_session text, says_clerk_id text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.identity_clerksignin (session_id, clerk_user_id, begun_at, asked_at)
    VALUES (says_session, says_clerk_id, now(), now())
    ON CONFLICT (session_id) DO UPDATE SET clerk_user_id = excluded.clerk_user_id
    RETURNING ended_at IS NULL
$$;
CREATE FUNCTION public.clerk_session_is_over(says_session text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.identity_clerksignin s
                   WHERE s.session_id = says_session AND s.ended_at IS NOT NULL)
$$;
CREATE FUNCTION public.end_clerk_session(says_session text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    INSERT INTO public.identity_clerksignin (session_id, clerk_user_id, begun_at, asked_at, ended_at)
    VALUES (says_session, '', now(), now(), now())
    ON CONFLICT (session_id) DO UPDATE SET ended_at = coalesce(identity_clerksignin.ended_at, now())
$$;
-- The oldest first; asking counts from here on, so that two sweeps don't ask about the same one.
CREATE FUNCTION public.clerk_sessions_to_ask_about(minutes int, most int) RETURNS SETOF text
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_clerksignin SET asked_at = now() WHERE session_id IN (
        SELECT s.session_id FROM public.identity_clerksignin s
        WHERE s.ended_at IS NULL AND s.begun_at > now() - interval '15 days'
          AND s.asked_at <= now() - make_interval(mins => minutes)
        ORDER BY s.asked_at LIMIT most FOR UPDATE SKIP LOCKED)
    RETURNING session_id::text
$$;

-- What Clerk says of an account, if it is news. An address that another login has stays theirs.
CREATE FUNCTION public.clerk_user_changed(says_clerk_id text, says_email text, says_at bigint, is_barred boolean)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known public.identity_user;
BEGIN
    IF says_email <> '' THEN
        UPDATE public.identity_user SET clerk_user_id = says_clerk_id
        WHERE email = says_email AND clerk_user_id IS NULL
          AND NOT EXISTS (SELECT 1 FROM public.identity_user u WHERE u.clerk_user_id = says_clerk_id);
    END IF;
    SELECT * INTO known FROM public.identity_user u WHERE u.clerk_user_id = says_clerk_id FOR UPDATE;
    IF NOT FOUND THEN RETURN 'nobody'; END IF;
    IF known.clerk_updated_at >= says_at THEN RETURN 'old news'; END IF;
    UPDATE public.identity_user SET clerk_updated_at = says_at, session_nonce = CASE WHEN is_barred
        THEN replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') ELSE session_nonce END
    WHERE id = known.id;
    IF says_email IN ('', known.email) THEN RETURN 'noted'; END IF;
    BEGIN
        UPDATE public.identity_user SET email = says_email WHERE id = known.id;
    EXCEPTION WHEN unique_violation THEN
        RETURN 'taken';
    END;
    RETURN 'changed';
END $$;
CREATE FUNCTION public.clerk_user_deleted(says_clerk_id text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_user SET is_active = false,
        session_nonce = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '')
    WHERE clerk_user_id = says_clerk_id AND is_active
$$;

DO $$
DECLARE
    own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['begin_clerk_session(text, text)', 'clerk_session_is_over(text)',
        'end_clerk_session(text)', 'clerk_user_changed(text, text, bigint, boolean)', 'clerk_user_deleted(text)'] LOOP
        EXECUTE format('CALL public.belongs_to_lookup(%L, %L)', 'public.' || own, 'restartix_app');
    END LOOP;
END $$;
CALL public.belongs_to_lookup('public.clerk_sessions_to_ask_about(int, int)', 'restartix_worker');
SET LOCAL ROLE restartix_lookup;
GRANT EXECUTE ON FUNCTION public.end_clerk_session(text) TO restartix_worker;
RESET ROLE;
