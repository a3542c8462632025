-- The service is back: what waited for it is due at once. Null when it had not been out of order.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.end_outage(wanted text, kinds text[]) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    released int;
BEGIN
    DELETE FROM public.effects_outage WHERE service = wanted;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    UPDATE public.effects_effect SET next_attempt_at = clock_timestamp()
    WHERE state = 'pending' AND next_attempt_at > clock_timestamp() AND kind = ANY (kinds)
      AND last_error_code LIKE wanted || '-%';
    GET DIAGNOSTICS released = ROW_COUNT;
    RETURN released;
END $$;
REVOKE ALL ON FUNCTION public.end_outage FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.end_outage TO restartix_worker;
