-- Clinics and their members.

ALTER TABLE public.organisations_organisation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.organisations_organisation FROM restartix_app, restartix_worker, restartix_lookup;
REVOKE ALL ON SEQUENCE public.organisations_organisation_id_seq FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, UPDATE ON public.organisations_organisation TO restartix_app;
GRANT SELECT ON public.organisations_organisation TO restartix_worker, restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.organisations_organisation;
CREATE POLICY owner_maintains ON public.organisations_organisation TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS everyone_at_the_clinic_reads ON public.organisations_organisation;
CREATE POLICY everyone_at_the_clinic_reads ON public.organisations_organisation FOR SELECT
    TO restartix_app, restartix_worker USING (id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS admin_changes ON public.organisations_organisation;
CREATE POLICY admin_changes ON public.organisations_organisation FOR UPDATE TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.organisations_organisation;
CREATE POLICY lookup_reads ON public.organisations_organisation FOR SELECT TO restartix_lookup USING (true);

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.organisations_organisation
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
