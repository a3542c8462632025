-- Forms follow their visit: whoever sees the visit sees its forms, but the patient's side sees a specialist's form
-- only once it is signed, and a link sees nothing that was known before the booking.

ALTER TABLE public.forms_form ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_form FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.forms_form TO restartix_app;
GRANT SELECT ON public.forms_form TO restartix_worker;
GRANT SELECT, SELECT (filled_by, is_required, status, appointment_id), UPDATE (status)
    ON public.forms_form TO restartix_lookup;

CALL public.set_constraint('public.forms_form', 'within_forms_form_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.forms_form', 'within_forms_form_named_signer_id',
    'FOREIGN KEY (organisation_id, named_signer_id) REFERENCES public.forms_namedsigner(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.forms_form', 'within_forms_form_replaces_id',
    'FOREIGN KEY (organisation_id, replaces_id) REFERENCES public.forms_form(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.forms_form', 'within_forms_form_template_id',
    'FOREIGN KEY (organisation_id, template_id) REFERENCES public.forms_formtemplate(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_form;
CREATE POLICY owner_maintains ON public.forms_form TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS at_the_clinic_fills_in ON public.forms_form;
CREATE POLICY at_the_clinic_fills_in ON public.forms_form FOR UPDATE TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = (SELECT public.current_clinic_signing_visit_id()));

DROP POLICY IF EXISTS at_the_clinic_reads ON public.forms_form;
CREATE POLICY at_the_clinic_reads ON public.forms_form FOR SELECT TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = (SELECT public.current_clinic_signing_visit_id()));

DROP POLICY IF EXISTS link_fills_in ON public.forms_form;
CREATE POLICY link_fills_in ON public.forms_form FOR UPDATE TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = CASE WHEN is_prefilled
        THEN (SELECT public.current_link_forms_appointment_id(true))
        ELSE (SELECT public.current_link_forms_appointment_id(false)) END);

DROP POLICY IF EXISTS link_reads ON public.forms_form;
CREATE POLICY link_reads ON public.forms_form FOR SELECT TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = CASE WHEN is_prefilled
        THEN (SELECT public.current_link_forms_appointment_id(true))
        ELSE (SELECT public.current_link_forms_appointment_id(false)) END);

DROP POLICY IF EXISTS named_signer_reads ON public.forms_form;
CREATE POLICY named_signer_reads ON public.forms_form FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND id = ANY (ARRAY(SELECT public.current_named_form_ids())));

DROP POLICY IF EXISTS named_signer_signs ON public.forms_form;
CREATE POLICY named_signer_signs ON public.forms_form FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND status <> 'signed'
           AND id = ANY (ARRAY(SELECT public.current_named_form_ids())))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND id = ANY (ARRAY(SELECT public.current_named_form_ids())));

DROP POLICY IF EXISTS patient_fills_in ON public.forms_form;
CREATE POLICY patient_fills_in ON public.forms_form TO restartix_app
    USING (filled_by = 'patient' AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('forms')))));

DROP POLICY IF EXISTS patient_reads_results ON public.forms_form;
CREATE POLICY patient_reads_results ON public.forms_form FOR SELECT TO restartix_app
    USING (filled_by <> 'patient' AND status IN ('signed', 'on_paper') AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
          AND a.patient_person_id = ANY (ARRAY(SELECT public.current_user_person_ids('results')))));

DROP POLICY IF EXISTS staff_of_the_visit ON public.forms_form;
CREATE POLICY staff_of_the_visit ON public.forms_form TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.appointments_appointment a
                       WHERE a.id = forms_form.appointment_id AND a.organisation_id = forms_form.organisation_id
                         AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
                              OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS lookup_locks ON public.forms_form;
CREATE POLICY lookup_locks ON public.forms_form FOR UPDATE TO restartix_lookup USING (true);

DROP POLICY IF EXISTS lookup_reads ON public.forms_form;
CREATE POLICY lookup_reads ON public.forms_form FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS reminders_look ON public.forms_form;
CREATE POLICY reminders_look ON public.forms_form FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.forms_form;
CREATE POLICY worker_of_the_clinic ON public.forms_form TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_form
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER carried_over AFTER UPDATE ON public.forms_form
    FOR EACH ROW WHEN (OLD.status <> 'signed' AND NEW.status = 'signed') EXECUTE FUNCTION public.carry_over();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_form
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER sealed BEFORE INSERT OR UPDATE ON public.forms_form
    FOR EACH ROW EXECUTE FUNCTION public.seal_form();
CREATE OR REPLACE TRIGGER settled_is_whole BEFORE INSERT OR UPDATE ON public.forms_form
    FOR EACH ROW EXECUTE FUNCTION public.judge_settled();
CREATE OR REPLACE TRIGGER signed_is_frozen BEFORE UPDATE OR DELETE ON public.forms_form
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed();
