-- What a template was: staff's to read, added by who designs, changed by nobody.

ALTER TABLE public.forms_templateversion ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_templateversion FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT ON public.forms_templateversion TO restartix_app;

CALL public.set_constraint('public.forms_templateversion', 'forms_templateversion_same_clinic',
    'FOREIGN KEY (organisation_id, template_id) REFERENCES public.forms_formtemplate(organisation_id, id)');

DROP POLICY IF EXISTS owner_maintains ON public.forms_templateversion;
CREATE POLICY owner_maintains ON public.forms_templateversion TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_designs ON public.forms_templateversion;
CREATE POLICY admin_designs ON public.forms_templateversion FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS staff_read ON public.forms_templateversion;
CREATE POLICY staff_read ON public.forms_templateversion FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_templateversion
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.forms_templateversion
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
