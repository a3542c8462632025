-- The library and its templates: staff's; admins design.

ALTER TABLE public.forms_field ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.forms_field FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.forms_field TO restartix_app;

DROP POLICY IF EXISTS owner_maintains ON public.forms_field;
CREATE POLICY owner_maintains ON public.forms_field TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_designs ON public.forms_field;
CREATE POLICY admin_designs ON public.forms_field TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS staff_read ON public.forms_field;
CREATE POLICY staff_read ON public.forms_field FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.forms_field
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
