-- Who booked stays as typed, and whose visit it is is settled when the clinic takes the booking on. Staff may still say
-- that it is somebody else's, until one of its forms is signed, on the page or on paper; its links end with that.
CREATE OR REPLACE FUNCTION public.keep_who_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    IF current_user = 'restartix_app' AND NEW.patient_person_id <> OLD.patient_person_id THEN
        IF NEW.link_hash <> OLD.link_hash AND NEW.booked_as_id IN (OLD.booked_as_id, NEW.patient_person_id)
           AND NEW.organisation_id IN (SELECT public.current_member_organisation_ids())
           AND NOT EXISTS (SELECT 1 FROM public.forms_form f
                           WHERE f.appointment_id = OLD.id AND f.status IN ('signed', 'on_paper')) THEN
            RETURN NEW;
        END IF;
    END IF;
    IF NEW.booked_as_id <> OLD.booked_as_id OR NEW.booked_by <> OLD.booked_by
        OR NEW.patient_person_id <> OLD.patient_person_id AND NOT (OLD.status = 'booked' AND NEW.status = 'upcoming') THEN
        RAISE EXCEPTION 'whose visit it is was settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;
