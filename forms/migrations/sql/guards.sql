-- The library and its templates: staff's; admins design.
DO $$
DECLARE
    kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['public.forms_field', 'public.forms_formtemplate', 'public.forms_templatefield'] LOOP
        EXECUTE format('CALL public.guard(%L)', kept);
        EXECUTE format('CALL public.audit(%L)', kept);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %s TO restartix_app', kept);
        EXECUTE format('CREATE POLICY staff_read ON %s FOR SELECT TO restartix_app
            USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())))', kept);
        EXECUTE format('CREATE POLICY admin_designs ON %s TO restartix_app
            USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))', kept);
    END LOOP;
END $$;

-- Forms follow their visit: whoever sees the visit sees its forms, but the patient's side sees a specialist's form
-- only once it is signed, and a link sees nothing that was known before the booking.
CALL public.guard('public.forms_form');
CALL public.show_to_worker('public.forms_form', 'SELECT');
CALL public.audit('public.forms_form');
GRANT SELECT, INSERT, UPDATE ON public.forms_form TO restartix_app;
CREATE POLICY staff_of_the_visit ON public.forms_form TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.appointments_appointment a
                       WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
                         AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
                              OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));
CREATE POLICY patient ON public.forms_form TO restartix_app
    USING ((filled_by = 'patient' OR status = 'signed') AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))))
    WITH CHECK (filled_by = 'patient');
CREATE POLICY link_reads ON public.forms_form FOR SELECT TO restartix_app
    USING (filled_by = 'patient' AND NOT is_prefilled AND appointment_id = (SELECT public.current_link_appointment_id()));
CREATE POLICY link_fills_in ON public.forms_form FOR UPDATE TO restartix_app
    USING (filled_by = 'patient' AND NOT is_prefilled AND appointment_id = (SELECT public.current_link_appointment_id()));

CALL public.guard('public.forms_privateanswers');
CALL public.audit('public.forms_privateanswers');
GRANT SELECT, INSERT, UPDATE ON public.forms_privateanswers TO restartix_app;
CREATE POLICY staff_of_the_visit ON public.forms_privateanswers TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_privateanswers.form_id));

CALL public.guard('public.forms_consent');
CALL public.show_to_worker('public.forms_consent', 'SELECT');
CALL public.audit('public.forms_consent');
GRANT SELECT, INSERT ON public.forms_consent TO restartix_app;
CREATE POLICY with_its_form ON public.forms_consent TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_consent.form_id));
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_consent
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
-- A consent is its visit's person's: whoever signs, by the private link too, gives it in nobody else's name.
CREATE FUNCTION public.check_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
                   WHERE f.id = NEW.form_id AND f.status = 'signed' AND f.organisation_id = NEW.organisation_id
                     AND a.patient_person_id = NEW.person_id) THEN
        RAISE EXCEPTION 'no such person here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'person_known_here';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER person_known_here BEFORE INSERT ON public.forms_consent
    FOR EACH ROW EXECUTE FUNCTION public.check_consent();

-- Signed is frozen, for every role; and a patient's hand never reaches what was asked of them.
CREATE FUNCTION public.keep_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'signed' THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    IF TG_OP = 'UPDATE' AND (NEW.snapshot <> OLD.snapshot OR NEW.appointment_id <> OLD.appointment_id
        OR NEW.template_id <> OLD.template_id OR NEW.filled_by <> OLD.filled_by OR NEW.is_prefilled <> OLD.is_prefilled) THEN
        RAISE EXCEPTION 'what was asked is frozen' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_is_frozen BEFORE UPDATE OR DELETE ON public.forms_form
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed();
CREATE FUNCTION public.keep_signed_private() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = OLD.form_id AND f.status = 'signed') THEN
        RAISE EXCEPTION 'a signed form never changes' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'signed_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER signed_is_frozen BEFORE UPDATE OR DELETE ON public.forms_privateanswers
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed_private();
