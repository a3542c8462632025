-- A signed form only proposes how somebody is reached: staff decide. All else that it says is carried over as before.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE FUNCTION public.propose_contact(form public.forms_form, whose uuid, goes text, said text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    on_record text;
BEGIN
    SELECT CASE goes WHEN 'phone' THEN p.phone WHEN 'emergency_contact' THEN r.emergency_contact
                     WHEN 'emergency_phone' THEN r.emergency_phone END INTO on_record
    FROM public.patients_patientperson p LEFT JOIN public.patients_patientprofile r ON r.person_id = p.id
    WHERE p.id = whose;
    UPDATE public.patients_contactproposal SET outcome = 'replaced', decided_at = now()
    WHERE person_id = whose AND organisation_id = form.organisation_id AND attribute = goes AND outcome = '';
    IF coalesce(on_record, '') <> said THEN
        INSERT INTO public.patients_contactproposal
            (id, organisation_id, person_id, appointment_id, form_id, attribute, value, made_at, outcome)
        VALUES (gen_random_uuid(), form.organisation_id, whose, form.appointment_id, form.id, goes, said, now(), '');
    END IF;
END $$;
REVOKE ALL ON FUNCTION public.propose_contact(public.forms_form, uuid, text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.carry_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    person uuid;
    is_theirs boolean;
    is_shared boolean;
    is_ours boolean;
    private jsonb;
    asked jsonb;
    goes text;
    said text;
BEGIN
    SELECT a.patient_person_id INTO person FROM public.appointments_appointment a WHERE a.id = NEW.appointment_id;
    is_theirs := NEW.filled_by = 'patient' AND person IN (SELECT public.current_user_patient_person_ids());
    is_shared := EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = person
                         AND l.organisation_id = NEW.organisation_id AND l.is_shared);
    is_ours := is_shared AND EXISTS (SELECT 1 FROM public.patients_patientperson p
                                     WHERE p.id = person AND p.made_by_id = NEW.organisation_id);
    -- Read by the history of profiles, which says from which visit a value came.
    PERFORM set_config('app.visit_id', NEW.appointment_id::text, true);
    SELECT answers INTO private FROM public.forms_privateanswers WHERE form_id = NEW.id;
    FOR asked IN SELECT value FROM jsonb_array_elements(NEW.snapshot) WHERE value ->> 'bound_to' <> '' LOOP
        goes := asked ->> 'bound_to';
        said := coalesce(NEW.answers ->> (asked ->> 'id'), private ->> (asked ->> 'id'), '');
        said := coalesce(asked -> 'values' ->> said, said);
        CONTINUE WHEN said = '';
        IF goes IN ('phone', 'emergency_contact', 'emergency_phone') THEN
            PERFORM public.propose_contact(NEW, person, goes, said);
        ELSIF goes IN ('name', 'birth_date') AND (is_theirs OR is_ours) THEN
            UPDATE public.patients_patientperson SET
                name = CASE goes WHEN 'name' THEN said ELSE name END,
                birth_date = CASE WHEN goes = 'birth_date' AND said::date BETWEEN '1900-01-01' AND now()::date + 1
                                  THEN said::date ELSE birth_date END
            WHERE id = person;
        ELSIF is_theirs OR is_shared THEN
            UPDATE public.patients_patientprofile SET
                sex = CASE WHEN goes = 'sex' AND said IN ('female', 'male', 'other') THEN said ELSE sex END,
                blood_type = CASE goes WHEN 'blood_type' THEN said ELSE blood_type END,
                allergies = CASE goes WHEN 'allergies' THEN said ELSE allergies END,
                conditions = CASE goes WHEN 'conditions' THEN said ELSE conditions END,
                medication = CASE goes WHEN 'medication' THEN said ELSE medication END,
                insurance_number = CASE goes WHEN 'insurance_number' THEN said ELSE insurance_number END,
                updated_at = now()
            WHERE person_id = person;
        END IF;
    END LOOP;
    PERFORM set_config('app.visit_id', '', true);
    RETURN NULL;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
