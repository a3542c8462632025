CALL public.guard('public.identity_user');
CALL public.show_to_lookup('public.identity_user');
CALL public.audit('public.identity_user');
CALL public.guard('public.identity_signinlink');

-- A login's own row; who else may see it is said where the reason lies (members below, persons with the patients).
GRANT SELECT, UPDATE (name, language, session_nonce) ON public.identity_user TO restartix_app;
CREATE POLICY self ON public.identity_user TO restartix_app USING (id = (SELECT public.current_user_id()));
CREATE POLICY colleagues_read ON public.identity_user FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.organisations_member m WHERE m.user_id = identity_user.id));

GRANT SELECT ON public.identity_user TO restartix_worker;
CREATE POLICY worker_reads_members ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.organisations_member m WHERE m.user_id = identity_user.id));
CREATE POLICY worker_reads_askers ON public.identity_user FOR SELECT TO restartix_worker
    USING (EXISTS (SELECT 1 FROM public.identity_signinlink l WHERE l.user_id = identity_user.id));

CALL public.show_to_worker('public.identity_signinlink', 'SELECT');

-- Anyone may ask for a link; only somebody known at this clinic gets one, and the asker can't tell.
GRANT INSERT, UPDATE ON public.identity_signinlink TO restartix_lookup;
GRANT SELECT ON public.identity_signinlink TO restartix_lookup;
CREATE POLICY lookup_keeps ON public.identity_signinlink TO restartix_lookup USING (true) WITH CHECK (true);

CREATE FUNCTION public.ask_sign_in(says_email text, says_nonce text, says_hash text, minutes int) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known uuid;
    asked uuid;
BEGIN
    SELECT u.id INTO known FROM public.identity_user u
    WHERE u.email = lower(says_email) AND u.is_active AND (
        EXISTS (SELECT 1 FROM public.organisations_member m
                WHERE m.user_id = u.id AND m.organisation_id = public.current_organisation_id())
        OR EXISTS (SELECT 1 FROM public.patients_patientperson p
                   LEFT JOIN public.patients_patient l
                       ON l.person_id = p.id AND l.organisation_id = public.current_organisation_id()
                   WHERE p.user_id = u.id AND (l.id IS NOT NULL OR p.made_by_id = public.current_organisation_id()))
        OR EXISTS (SELECT 1 FROM public.patients_guardianship g
                   WHERE g.user_id = u.id AND g.organisation_id = public.current_organisation_id()));
    IF known IS NULL THEN RETURN NULL; END IF;
    -- Nobody's mailbox is filled by somebody else's asking; the asker can't tell this from an unknown address either.
    IF (SELECT count(*) FROM public.identity_signinlink l
        WHERE l.user_id = known AND l.created_at > now() - make_interval(mins => minutes)) >= 5 THEN RETURN NULL; END IF;
    INSERT INTO public.identity_signinlink (id, organisation_id, user_id, nonce, token_hash, created_at, expires_at)
    VALUES (gen_random_uuid(), public.current_organisation_id(), known, says_nonce, says_hash, now(),
            now() + make_interval(mins => minutes))
    RETURNING id INTO asked;
    RETURN asked;
END $$;
CALL public.belongs_to_lookup('public.ask_sign_in(text, text, text, int)', 'restartix_app');

-- Spending a link is one statement, so of two people pressing at once only one signs in.
CREATE FUNCTION public.spend_sign_in(says_hash text) RETURNS TABLE (user_id uuid, session_nonce text)
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH spent AS (
        UPDATE public.identity_signinlink SET used_at = now()
        WHERE token_hash = says_hash AND used_at IS NULL AND expires_at > now()
          AND organisation_id = public.current_organisation_id()
        RETURNING user_id)
    SELECT u.id, u.session_nonce FROM public.identity_user u JOIN spent ON spent.user_id = u.id WHERE u.is_active
$$;
CALL public.belongs_to_lookup('public.spend_sign_in(text)', 'restartix_app');

-- Clerk has verified who this is; the web asks which login that is.
CREATE FUNCTION public.login_of_clerk_user(says_clerk_id text) RETURNS TABLE (user_id uuid, session_nonce text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT u.id, u.session_nonce FROM public.identity_user u WHERE u.clerk_user_id = says_clerk_id AND u.is_active
$$;
CALL public.belongs_to_lookup('public.login_of_clerk_user(text)', 'restartix_app');

-- The worker makes or finds the login of an e-mail address. It never learns of other clinics' people.
CREATE FUNCTION public.keep_login(says_email text, says_clerk_id text) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept uuid;
BEGIN
    INSERT INTO public.identity_user (id, email, name, clerk_user_id, language, is_active, session_nonce, created_at)
    VALUES (gen_random_uuid(), lower(says_email), '', nullif(says_clerk_id, ''), '', true,
            replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), now())
    ON CONFLICT (email) DO UPDATE
        SET clerk_user_id = coalesce(excluded.clerk_user_id, identity_user.clerk_user_id)
    RETURNING id INTO kept;
    RETURN kept;
END $$;
GRANT INSERT, UPDATE ON public.identity_user TO restartix_lookup;
CREATE POLICY lookup_makes ON public.identity_user FOR INSERT TO restartix_lookup WITH CHECK (true);
CREATE POLICY lookup_links ON public.identity_user FOR UPDATE TO restartix_lookup USING (true);
CALL public.belongs_to_lookup('public.keep_login(text, text)', 'restartix_worker');
