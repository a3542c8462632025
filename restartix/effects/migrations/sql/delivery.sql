-- What a provider reports of a message that it took. Reports come late, twice and in any order: the furthest stands.
GRANT UPDATE (delivery, delivery_code) ON public.effects_effect TO restartix_lookup;
CREATE POLICY reports_are_noted ON public.effects_effect FOR UPDATE TO restartix_lookup
    USING (kind IN ('mail', 'sms')) WITH CHECK (kind IN ('mail', 'sms'));
CREATE FUNCTION public.note_delivery(about uuid, says text, says_code text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    steps text[] := ARRAY['', 'sent', 'delivered', 'failed'];
BEGIN
    UPDATE public.effects_effect SET delivery = says, delivery_code = says_code
    WHERE id = about AND kind IN ('mail', 'sms') AND array_position(steps, says) > array_position(steps, delivery::text);
    RETURN FOUND;
END $$;
CALL public.belongs_to_lookup('public.note_delivery(uuid, text, text)', 'restartix_app');
