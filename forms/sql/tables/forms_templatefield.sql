-- The library and its templates: staff's; admins design.

ALTER TABLE public.forms_templatefield ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_templatefield FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.forms_templatefield TO restartix_app;

CALL public.set_constraint('public.forms_templatefield', 'within_forms_templatefield_field_id',
    'FOREIGN KEY (organisation_id, field_id) REFERENCES public.forms_field(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.forms_templatefield', 'within_forms_templatefield_template_id',
    'FOREIGN KEY (organisation_id, template_id) REFERENCES public.forms_formtemplate(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.forms_templatefield;
CREATE POLICY owner_maintains ON public.forms_templatefield TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_designs ON public.forms_templatefield;
CREATE POLICY admin_designs ON public.forms_templatefield TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS staff_read ON public.forms_templatefield;
CREATE POLICY staff_read ON public.forms_templatefield FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_templatefield
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
