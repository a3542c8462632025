-- What a signed form carries over to a profile says there from which visit it came.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
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
        IF goes IN ('name', 'phone', 'birth_date') AND (is_theirs OR is_ours) THEN
            UPDATE public.patients_patientperson SET
                name = CASE goes WHEN 'name' THEN said ELSE name END,
                phone = CASE goes WHEN 'phone' THEN said ELSE phone END,
                birth_date = CASE goes WHEN 'birth_date' THEN said::date ELSE birth_date END
            WHERE id = person;
        ELSIF is_theirs OR is_shared THEN
            UPDATE public.patients_patientprofile SET
                sex = CASE WHEN goes = 'sex' AND said IN ('female', 'male', 'other') THEN said ELSE sex END,
                blood_type = CASE goes WHEN 'blood_type' THEN said ELSE blood_type END,
                allergies = CASE goes WHEN 'allergies' THEN said ELSE allergies END,
                conditions = CASE goes WHEN 'conditions' THEN said ELSE conditions END,
                medication = CASE goes WHEN 'medication' THEN said ELSE medication END,
                insurance_number = CASE goes WHEN 'insurance_number' THEN said ELSE insurance_number END,
                emergency_contact = CASE goes WHEN 'emergency_contact' THEN said ELSE emergency_contact END,
                emergency_phone = CASE goes WHEN 'emergency_phone' THEN said ELSE emergency_phone END,
                updated_at = now()
            WHERE person_id = person;
        END IF;
    END LOOP;
    PERFORM set_config('app.visit_id', '', true);
    RETURN NULL;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;

-- The worker packs a person's archive, with the files that they put into forms.
CALL public.show_to_worker('public.forms_formfile', 'SELECT');
