-- What a provider reports of a message that it took. Reports come late, twice and in any order: the furthest stands.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.note_delivery(about uuid, says text, says_code text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    steps text[] := ARRAY['', 'sent', 'delivered', 'failed'];
BEGIN
    UPDATE public.effects_effect SET delivery = says, delivery_code = says_code
    WHERE id = about AND kind IN ('mail', 'sms') AND array_position(steps, says) > array_position(steps, delivery::text);
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION public.note_delivery FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.note_delivery TO restartix_app;
