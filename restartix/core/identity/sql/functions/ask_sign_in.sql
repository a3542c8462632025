-- Anyone may ask for a link; only somebody known at this clinic gets one, and the asker can't tell.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.ask_sign_in(says_email text, says_nonce text, says_hash text, minutes int) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known uuid;
    asked uuid;
BEGIN
    SELECT u.id INTO known FROM public.identity_user u
    WHERE u.email = lower(says_email) AND u.is_active AND (
        EXISTS (SELECT 1 FROM public.organisations_member m
                WHERE m.user_id = u.id AND m.organisation_id = public.current_organisation_id()
                  AND m.ended_at IS NULL)
        OR EXISTS (SELECT 1 FROM public.patients_patientperson p
                   LEFT JOIN public.patients_patient l
                       ON l.person_id = p.id AND l.organisation_id = public.current_organisation_id()
                   WHERE p.user_id = u.id AND (l.id IS NOT NULL OR p.made_by_id = public.current_organisation_id()))
        OR EXISTS (SELECT 1 FROM public.patients_guardianship g
                   WHERE g.user_id = u.id AND g.organisation_id = public.current_organisation_id()));
    IF known IS NULL THEN RETURN NULL; END IF;
    INSERT INTO public.identity_signinlink (id, organisation_id, user_id, nonce, token_hash, created_at, expires_at)
    VALUES (gen_random_uuid(), public.current_organisation_id(), known, says_nonce, says_hash, now(),
            now() + make_interval(mins => minutes))
    RETURNING id INTO asked;
    RETURN asked;
END $$;
REVOKE ALL ON FUNCTION public.ask_sign_in FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.ask_sign_in TO restartix_app;
