-- True when a code went to this address in the last so many minutes: it is valid for this subject too from now on, as
-- long as it is at all, with tries of its own. The lock is kept, so that of two who ask at once only one has it sent.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.share_code(in_purpose text, in_subject text, in_email text, minutes int) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    clinic bigint := public.current_organisation_id();
    sent public.identity_onetimecode;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(
        concat_ws('/', 'shared code', clinic, in_purpose, lower(in_email)), 0));
    SELECT c.* INTO sent FROM public.identity_onetimecode c
    WHERE c.organisation_id = clinic AND c.purpose = in_purpose AND c.email = lower(in_email)
      AND c.created_at > clock_timestamp() - make_interval(mins => minutes)
    ORDER BY c.created_at DESC, c.subject = in_subject DESC LIMIT 1;
    IF sent.id IS NULL THEN RETURN false; END IF;
    IF sent.subject <> in_subject THEN
        INSERT INTO public.identity_onetimecode
            (id, organisation_id, purpose, subject, email, phone, language, nonce, tries, created_at, expires_at)
        VALUES (gen_random_uuid(), clinic, in_purpose, in_subject, sent.email, '', sent.language, sent.nonce, 0,
                sent.created_at, sent.expires_at);
    END IF;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION public.share_code FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.share_code TO restartix_app;
