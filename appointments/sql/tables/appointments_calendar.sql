-- The catalogue and the hours: open to whoever is at the clinic's pages, kept by its admins, read by its worker.

ALTER TABLE public.appointments_calendar ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_calendar FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.appointments_calendar TO restartix_app;
GRANT SELECT ON public.appointments_calendar TO restartix_worker;

CALL public.set_constraint('public.appointments_calendar', 'within_appointments_calendar_service_id',
    'FOREIGN KEY (organisation_id, service_id) REFERENCES public.appointments_service(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_calendar;
CREATE POLICY owner_maintains ON public.appointments_calendar TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_adds ON public.appointments_calendar;
CREATE POLICY admin_adds ON public.appointments_calendar FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_changes ON public.appointments_calendar;
CREATE POLICY admin_changes ON public.appointments_calendar FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS at_the_clinic ON public.appointments_calendar;
CREATE POLICY at_the_clinic ON public.appointments_calendar FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_calendar;
CREATE POLICY worker_of_the_clinic ON public.appointments_calendar TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_calendar
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
