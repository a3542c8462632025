-- The catalogue and the hours: open to whoever is at the clinic's pages, kept by its admins, read by its worker.

ALTER TABLE public.appointments_service ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_service FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.appointments_service TO restartix_app;
GRANT SELECT ON public.appointments_service TO restartix_worker, restartix_lookup;

DROP POLICY IF EXISTS owner_maintains ON public.appointments_service;
CREATE POLICY owner_maintains ON public.appointments_service TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_adds ON public.appointments_service;
CREATE POLICY admin_adds ON public.appointments_service FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_changes ON public.appointments_service;
CREATE POLICY admin_changes ON public.appointments_service FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS at_the_clinic ON public.appointments_service;
CREATE POLICY at_the_clinic ON public.appointments_service FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_service;
CREATE POLICY lookup_reads ON public.appointments_service FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_service;
CREATE POLICY worker_of_the_clinic ON public.appointments_service TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_service
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
