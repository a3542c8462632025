-- Papers: made once by the worker, read by whoever may read the form; the clinic's own copy by who steers the visit.

ALTER TABLE public.forms_document ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_document FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT ON public.forms_document TO restartix_app, restartix_lookup;
GRANT SELECT, INSERT ON public.forms_document TO restartix_worker;

CALL public.set_constraint('public.forms_document', 'within_forms_document_form_id',
    'FOREIGN KEY (organisation_id, form_id) REFERENCES public.forms_form(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_document;
CREATE POLICY owner_maintains ON public.forms_document TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS named_signer ON public.forms_document;
CREATE POLICY named_signer ON public.forms_document FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND form_id = ANY (ARRAY(SELECT public.current_named_form_ids())));

DROP POLICY IF EXISTS staff_of_the_visit ON public.forms_document;
CREATE POLICY staff_of_the_visit ON public.forms_document FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_document.form_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS with_its_form ON public.forms_document;
CREATE POLICY with_its_form ON public.forms_document FOR SELECT TO restartix_app
    USING (is_for_patient AND organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_document.form_id));

DROP POLICY IF EXISTS lookup_reads ON public.forms_document;
CREATE POLICY lookup_reads ON public.forms_document FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.forms_document;
CREATE POLICY worker_of_the_clinic ON public.forms_document TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_document
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_document
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_document
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
