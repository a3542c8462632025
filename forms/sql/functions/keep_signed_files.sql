CREATE OR REPLACE FUNCTION public.keep_signed_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.forms_form f
               WHERE f.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.form_id ELSE OLD.form_id END AND f.status = 'signed') THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
