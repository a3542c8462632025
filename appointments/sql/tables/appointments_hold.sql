-- An offer keeps its time as a visitor's hold does, in the wish's name.

ALTER TABLE public.appointments_hold ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_hold FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.appointments_hold TO restartix_app;
GRANT SELECT, INSERT ON public.appointments_hold TO restartix_worker;
GRANT SELECT ON public.appointments_hold TO restartix_lookup;

CALL public.set_constraint('public.appointments_hold', 'within_appointments_hold_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_hold;
CREATE POLICY owner_maintains ON public.appointments_hold TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS visitor ON public.appointments_hold;
CREATE POLICY visitor ON public.appointments_hold TO restartix_app
    USING (client_id = (SELECT public.current_client_id()) AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_hold;
CREATE POLICY lookup_reads ON public.appointments_hold FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_hold;
CREATE POLICY worker_of_the_clinic ON public.appointments_hold TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER claimed AFTER INSERT OR UPDATE OF started_at, ended_at, expires_at ON public.appointments_hold
    FOR EACH ROW EXECUTE FUNCTION public.keep_claim();
