-- What a template was: staff's to read, added by who designs, changed by nobody.
CALL public.guard('public.forms_templateversion');
CALL public.audit('public.forms_templateversion');
GRANT SELECT, INSERT ON public.forms_templateversion TO restartix_app;
CREATE POLICY staff_read ON public.forms_templateversion FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())));
CREATE POLICY admin_designs ON public.forms_templateversion FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_templateversion
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

-- Files follow their form: whoever sees it sees them; those of private questions only the staff of the visit.
CALL public.guard('public.forms_formfile');
CALL public.audit('public.forms_formfile');
GRANT SELECT, INSERT, UPDATE ON public.forms_formfile TO restartix_app;
CREATE POLICY with_its_form ON public.forms_formfile TO restartix_app
    USING (NOT is_private AND organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_formfile.form_id));
CREATE POLICY staff_of_the_visit ON public.forms_formfile TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_formfile.form_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));
ALTER TABLE public.forms_formfile ADD CONSTRAINT file_is_small CHECK (octet_length(content) <= 5242880);
CREATE FUNCTION public.keep_signed_files() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.forms_form f
               WHERE f.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.form_id ELSE OLD.form_id END AND f.status = 'signed') THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_is_frozen BEFORE INSERT OR UPDATE OR DELETE ON public.forms_formfile
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed_files();

DO $$
DECLARE
    pair text[];
BEGIN
    FOREACH pair SLICE 1 IN ARRAY ARRAY[
        ['forms_templateversion', 'template_id', 'forms_formtemplate'], ['forms_formfile', 'form_id', 'forms_form']] LOOP
        EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT %I FOREIGN KEY (organisation_id, %I)
            REFERENCES public.%I (organisation_id, id)', pair[1], pair[1] || '_same_clinic', pair[2], pair[3]);
    END LOOP;
END $$;

-- What a signed form says of its person is carried over to their record: a trigger, because a private link that signs
-- may neither read nor write a profile, and so that nothing but the signing itself can do it, once. Carried over is what
-- the person's own side says, or any of it while the profile is shared with the clinic. An empty answer changes nothing.
GRANT UPDATE (name, phone, birth_date) ON public.patients_patientperson TO restartix_lookup;
CREATE POLICY signing_carries_over ON public.patients_patientperson FOR UPDATE TO restartix_lookup USING (true);
CALL public.show_to_lookup('public.patients_patientprofile');
GRANT UPDATE ON public.patients_patientprofile TO restartix_lookup;
CREATE POLICY signing_carries_over ON public.patients_patientprofile FOR UPDATE TO restartix_lookup USING (true);

CREATE FUNCTION public.carry_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
    RETURN NULL;
END $$;
CALL public.belongs_to_lookup('public.carry_over()', 'restartix_owner');
CREATE TRIGGER carried_over AFTER UPDATE ON public.forms_form
    FOR EACH ROW WHEN (OLD.status <> 'signed' AND NEW.status = 'signed') EXECUTE FUNCTION public.carry_over();
