ALTER TABLE public.forms_privateanswers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_privateanswers FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.forms_privateanswers TO restartix_app;
GRANT SELECT ON public.forms_privateanswers TO restartix_worker, restartix_lookup;

CALL public.set_constraint('public.forms_privateanswers', 'within_forms_privateanswers_form_id',
    'FOREIGN KEY (organisation_id, form_id) REFERENCES public.forms_form(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_privateanswers;
CREATE POLICY owner_maintains ON public.forms_privateanswers TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS named_signer ON public.forms_privateanswers;
CREATE POLICY named_signer ON public.forms_privateanswers TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND form_id = ANY (ARRAY(SELECT public.current_named_form_ids())));

DROP POLICY IF EXISTS staff_of_the_visit ON public.forms_privateanswers;
CREATE POLICY staff_of_the_visit ON public.forms_privateanswers TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.forms_form f JOIN public.appointments_appointment a ON a.id = f.appointment_id
        WHERE f.id = forms_privateanswers.form_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));

DROP POLICY IF EXISTS lookup_reads ON public.forms_privateanswers;
CREATE POLICY lookup_reads ON public.forms_privateanswers FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.forms_privateanswers;
CREATE POLICY worker_of_the_clinic ON public.forms_privateanswers TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_privateanswers
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_privateanswers
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER nothing_beside_signed BEFORE INSERT ON public.forms_privateanswers
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed_private();
CREATE OR REPLACE TRIGGER signed_is_frozen BEFORE UPDATE OR DELETE ON public.forms_privateanswers
    FOR EACH ROW EXECUTE FUNCTION public.keep_signed_private();
