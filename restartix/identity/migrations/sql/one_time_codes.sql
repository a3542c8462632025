-- Codes are made, tried and spent by these functions alone; only the worker, who sends them, reads the table.
CALL public.guard('public.identity_onetimecode');
CALL public.show_to_worker('public.identity_onetimecode', 'SELECT');
GRANT SELECT, INSERT, UPDATE ON public.identity_onetimecode TO restartix_lookup;
CREATE POLICY lookup_keeps ON public.identity_onetimecode TO restartix_lookup USING (true) WITH CHECK (true);

-- The new code's id, or NULL when one was sent to this address for the same thing in the last so many minutes:
-- nobody's mailbox is filled, and the code that is there already works.
CREATE FUNCTION public.request_code(
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
CALL public.belongs_to_lookup('public.request_code(text, text, text, text, text, text, int)', 'restartix_app');

-- Counts one try on the newest live code and answers what its digits are derived from; no row when none is live.
CREATE FUNCTION public.try_code(in_purpose text, in_subject text, in_address text, most int)
RETURNS TABLE (code_id uuid, nonce text)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.identity_onetimecode SET tries = tries + 1
    WHERE tries < most AND used_at IS NULL AND id = (
        SELECT c.id FROM public.identity_onetimecode c
        WHERE c.organisation_id = public.current_organisation_id() AND c.purpose = in_purpose
          AND c.subject = in_subject AND in_address IN ('', c.email, c.phone)
          AND c.used_at IS NULL AND c.expires_at > clock_timestamp()
        ORDER BY c.created_at DESC LIMIT 1)
    RETURNING id, nonce::text
$$;
CALL public.belongs_to_lookup('public.try_code(text, text, text, int)', 'restartix_app');

-- One statement, so that of two people with the same code only one spends it.
CREATE FUNCTION public.spend_code(in_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.identity_onetimecode SET used_at = clock_timestamp()
    WHERE id = in_id AND used_at IS NULL AND organisation_id = public.current_organisation_id();
    RETURN FOUND;
END $$;
CALL public.belongs_to_lookup('public.spend_code(uuid)', 'restartix_app');
