-- Counts one try on the newest live code and answers what its digits are derived from; no row when none is live.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.try_code(in_purpose text, in_subject text, in_address text, most int)
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
REVOKE ALL ON FUNCTION public.try_code FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.try_code TO restartix_app;
