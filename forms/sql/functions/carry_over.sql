-- What a signed form says of its person is carried over to their record: a trigger, because a private link that signs
-- may neither read nor write a profile, and so that nothing but the signing itself can do it, once. Carried over is what
-- the person's own side says, or any of it while the profile is shared with the clinic; the profile says from which visit
-- it came. An empty answer changes nothing. How somebody is reached a signed form only proposes: staff decide.
SET LOCAL ROLE restartix_lookup;
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
REVOKE ALL ON FUNCTION public.carry_over FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.carry_over TO restartix_owner;
