-- The catalogue and the hours: open to whoever is at the clinic's pages, kept by its admins, read by its worker.
-- An arrangement for what is to come: it is taken back by deleting it. No visit refers to it, and the log keeps who did
-- it and when.

ALTER TABLE public.appointments_calendarspecialist ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_calendarspecialist FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.appointments_calendarspecialist TO restartix_app;
GRANT SELECT ON public.appointments_calendarspecialist TO restartix_worker;

CALL public.set_constraint('public.appointments_calendarspecialist', 'within_appointments_calendarspecialist_calendar_id',
    'FOREIGN KEY (organisation_id, calendar_id) REFERENCES public.appointments_calendar(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.appointments_calendarspecialist', 'within_appointments_calendarspecialist_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_calendarspecialist;
CREATE POLICY owner_maintains ON public.appointments_calendarspecialist TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_adds ON public.appointments_calendarspecialist;
CREATE POLICY admin_adds ON public.appointments_calendarspecialist FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_changes ON public.appointments_calendarspecialist;
CREATE POLICY admin_changes ON public.appointments_calendarspecialist FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_takes_back ON public.appointments_calendarspecialist;
CREATE POLICY admin_takes_back ON public.appointments_calendarspecialist FOR DELETE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS at_the_clinic ON public.appointments_calendarspecialist;
CREATE POLICY at_the_clinic ON public.appointments_calendarspecialist FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_calendarspecialist;
CREATE POLICY worker_of_the_clinic ON public.appointments_calendarspecialist TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_calendarspecialist
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
