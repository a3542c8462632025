-- What was asked is frozen while it is answered; signed, all of it is, and nothing is added beside it.
CREATE OR REPLACE FUNCTION public.keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'signed' THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.organisation_id, NEW.appointment_id, NEW.template_id, NEW.template_version, NEW.name,
            NEW.type, NEW.filled_by, NEW.signing, NEW.snapshot, NEW.is_prefilled, NEW.replaces_id, NEW.correction_reason)
        IS DISTINCT FROM (OLD.id, OLD.organisation_id, OLD.appointment_id, OLD.template_id, OLD.template_version, OLD.name,
            OLD.type, OLD.filled_by, OLD.signing, OLD.snapshot, OLD.is_prefilled, OLD.replaces_id, OLD.correction_reason) THEN
        RAISE EXCEPTION 'what was asked is frozen' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
