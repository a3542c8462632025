-- A consent is its visit's person's: whoever signs, by the private link too, gives it in nobody else's name. It says in
-- whose presence it was given, and by whom for a child, as its form does.
CREATE OR REPLACE FUNCTION public.check_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
                   WHERE f.id = NEW.form_id AND f.status = 'signed' AND f.organisation_id = NEW.organisation_id
                     AND a.patient_person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'no such person here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'person_known_here';
    END IF;
    SELECT f.witness_name, f.signer_relationship INTO NEW.witness_name, NEW.signer_relationship
    FROM public.forms_form f WHERE f.id = NEW.form_id;
    RETURN NEW;
END $$;
