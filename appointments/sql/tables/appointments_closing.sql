-- Days off for everybody: read by whoever is at the clinic's pages, kept by its admins, read by its worker.

ALTER TABLE public.appointments_closing ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_closing FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.appointments_closing TO restartix_app;
GRANT SELECT ON public.appointments_closing TO restartix_worker;

DROP POLICY IF EXISTS owner_maintains ON public.appointments_closing;
CREATE POLICY owner_maintains ON public.appointments_closing TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_adds ON public.appointments_closing;
CREATE POLICY admin_adds ON public.appointments_closing FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_changes ON public.appointments_closing;
CREATE POLICY admin_changes ON public.appointments_closing FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_takes_back ON public.appointments_closing;
CREATE POLICY admin_takes_back ON public.appointments_closing FOR DELETE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS at_the_clinic ON public.appointments_closing;
CREATE POLICY at_the_clinic ON public.appointments_closing FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_closing;
CREATE POLICY worker_of_the_clinic ON public.appointments_closing TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_closing
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
