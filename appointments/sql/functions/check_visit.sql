-- References that no foreign key can judge: persons, and the ids in the two arrays.
CREATE OR REPLACE FUNCTION public.check_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' THEN
    IF (TG_OP = 'INSERT' OR NEW.patient_person_id <> OLD.patient_person_id)
            AND NOT public.may_refer_to(NEW.organisation_id, NEW.patient_person_id)
        OR (TG_OP = 'INSERT' OR NEW.booked_as_id <> OLD.booked_as_id)
            AND NOT public.may_refer_to(NEW.organisation_id, NEW.booked_as_id) THEN
        RAISE EXCEPTION 'no such person here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'person_known_here';
    END IF;
    END IF;
    IF EXISTS (SELECT unnest(NEW.additional_service_ids) EXCEPT SELECT s.id FROM public.appointments_service s
               WHERE s.organisation_id = NEW.organisation_id)
       OR EXISTS (SELECT unnest(NEW.additional_product_ids) EXCEPT SELECT p.id FROM public.appointments_product p
                  WHERE p.organisation_id = NEW.organisation_id) THEN
        RAISE EXCEPTION 'no such add-on here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'add_on_known_here';
    END IF;
    RETURN NEW;
END $$;
