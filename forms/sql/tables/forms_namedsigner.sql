-- Who else signs a specialist's form: named by an admin, with a reason, form by form. Added only; the latest holds.

ALTER TABLE public.forms_namedsigner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_namedsigner FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT ON public.forms_namedsigner TO restartix_app;
GRANT SELECT ON public.forms_namedsigner TO restartix_worker, restartix_lookup;

CALL public.set_constraint('public.forms_namedsigner', 'within_forms_namedsigner_form_id',
    'FOREIGN KEY (organisation_id, form_id) REFERENCES public.forms_form(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.forms_namedsigner', 'within_forms_namedsigner_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_namedsigner;
CREATE POLICY owner_maintains ON public.forms_namedsigner TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_names ON public.forms_namedsigner;
CREATE POLICY admin_names ON public.forms_namedsigner FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids()))
                AND named_by_id = (SELECT public.current_user_id()));

DROP POLICY IF EXISTS with_its_form ON public.forms_namedsigner;
CREATE POLICY with_its_form ON public.forms_namedsigner FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND EXISTS (SELECT 1 FROM public.forms_form f WHERE f.id = forms_namedsigner.form_id));

DROP POLICY IF EXISTS lookup_reads ON public.forms_namedsigner;
CREATE POLICY lookup_reads ON public.forms_namedsigner FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.forms_namedsigner;
CREATE POLICY worker_of_the_clinic ON public.forms_namedsigner TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_namedsigner
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER never_emptied BEFORE TRUNCATE ON public.forms_namedsigner
    FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_namedsigner
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE OR REPLACE TRIGGER signer_can_be_named BEFORE INSERT ON public.forms_namedsigner
    FOR EACH ROW EXECUTE FUNCTION public.judge_naming();
