-- Signed is frozen, for every role; private answers as well.
CREATE OR REPLACE FUNCTION public.keep_signed_private() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.forms_form f WHERE f.status = 'signed'
               AND f.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.form_id ELSE OLD.form_id END) THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
