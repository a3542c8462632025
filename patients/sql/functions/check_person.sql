CREATE OR REPLACE FUNCTION public.check_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Nested, because PostgreSQL checks the right to call a function even where the call is skipped.
    IF current_user = 'restartix_app' THEN
    IF NOT public.may_refer_to(NEW.organisation_id, NEW.person_id) AND NOT (TG_TABLE_NAME = 'patients_patient'
                AND NEW.person_id IN (SELECT public.current_user_patient_person_ids())) THEN
        RAISE EXCEPTION 'no such person here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'person_known_here';
    END IF;
    END IF;
    RETURN NEW;
END $$;
