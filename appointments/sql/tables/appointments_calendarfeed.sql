-- A specialist's own address for their calendar. The web may make and end it; reading through it is a look-up that
-- answers with times and nothing about anybody.

ALTER TABLE public.appointments_calendarfeed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_calendarfeed FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON public.appointments_calendarfeed TO restartix_app;
GRANT SELECT, UPDATE (read_at) ON public.appointments_calendarfeed TO restartix_lookup;

CALL public.set_constraint('public.appointments_calendarfeed', 'within_appointments_calendarfeed_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_calendarfeed;
CREATE POLICY owner_maintains ON public.appointments_calendarfeed TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS own ON public.appointments_calendarfeed;
CREATE POLICY own ON public.appointments_calendarfeed TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_calendarfeed;
CREATE POLICY lookup_reads ON public.appointments_calendarfeed FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS reading_is_noted ON public.appointments_calendarfeed;
CREATE POLICY reading_is_noted ON public.appointments_calendarfeed FOR UPDATE TO restartix_lookup USING (true);

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_calendarfeed
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
