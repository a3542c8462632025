ALTER TABLE public.forms_consent ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_consent FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT ON public.forms_consent TO restartix_app;
GRANT SELECT ON public.forms_consent TO restartix_worker, restartix_lookup;

CALL public.set_constraint('public.forms_consent', 'within_forms_consent_form_id',
    'FOREIGN KEY (organisation_id, form_id) REFERENCES public.forms_form(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_consent;
CREATE POLICY owner_maintains ON public.forms_consent TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS with_its_form ON public.forms_consent;
CREATE POLICY with_its_form ON public.forms_consent TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_consent.form_id));

DROP POLICY IF EXISTS lookup_reads ON public.forms_consent;
CREATE POLICY lookup_reads ON public.forms_consent FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.forms_consent;
CREATE POLICY worker_of_the_clinic ON public.forms_consent TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_consent
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_consent
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_consent
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER person_known_here BEFORE INSERT ON public.forms_consent
    FOR EACH ROW EXECUTE FUNCTION public.check_consent();
