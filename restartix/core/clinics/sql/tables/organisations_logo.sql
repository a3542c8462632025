ALTER TABLE public.organisations_logo ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.organisations_logo FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.organisations_logo TO restartix_app;

DROP POLICY IF EXISTS owner_maintains ON public.organisations_logo;
CREATE POLICY owner_maintains ON public.organisations_logo TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_keeps ON public.organisations_logo;
CREATE POLICY admin_keeps ON public.organisations_logo TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS everyone_at_the_clinic_reads ON public.organisations_logo;
CREATE POLICY everyone_at_the_clinic_reads ON public.organisations_logo FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.organisations_logo
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
