-- The new code's id, or NULL when one was sent to this address for the same thing in the last so many minutes:
-- nobody's mailbox is filled, and the code that is there already works.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.request_code(
    in_purpose text, in_subject text, in_email text, in_phone text, in_language text, in_nonce text, minutes int)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    clinic bigint := public.current_organisation_id();
    code uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(
        concat_ws('/', 'one-time code', clinic, in_purpose, in_subject, lower(in_email), in_phone), 0));
    IF EXISTS (SELECT 1 FROM public.identity_onetimecode c
               WHERE c.organisation_id = clinic AND c.purpose = in_purpose AND c.subject = in_subject
                 AND c.email = lower(in_email) AND c.phone = in_phone
                 AND c.created_at > clock_timestamp() - make_interval(mins => minutes)) THEN
        RETURN NULL;
    END IF;
    INSERT INTO public.identity_onetimecode
        (id, organisation_id, purpose, subject, email, phone, language, nonce, tries, created_at, expires_at)
    VALUES (gen_random_uuid(), clinic, in_purpose, in_subject, lower(in_email), in_phone, in_language, in_nonce, 0,
            clock_timestamp(), clock_timestamp() + make_interval(mins => minutes))
    RETURNING id INTO code;
    RETURN code;
END $$;
REVOKE ALL ON FUNCTION public.request_code FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.request_code TO restartix_app;
