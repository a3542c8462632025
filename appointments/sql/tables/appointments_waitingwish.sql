-- The waitlist. A visitor leaves a wish under a private link, which alone reads it and says yes or no to an offer;
-- admins see the list and take people off it; the worker of the clinic makes the offers.
-- Who comes back to the waitlist waits behind everyone who waits by then; their link may say so.

ALTER TABLE public.appointments_waitingwish ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.appointments_waitingwish FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE (state, passed, waiting_since, seen) ON public.appointments_waitingwish TO restartix_app;
GRANT SELECT, UPDATE ON public.appointments_waitingwish TO restartix_worker;
GRANT SELECT ON public.appointments_waitingwish TO restartix_lookup;

CALL public.set_constraint('public.appointments_waitingwish', 'within_appointments_waitingwish_calendar_id',
    'FOREIGN KEY (organisation_id, calendar_id) REFERENCES public.appointments_calendar(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.appointments_waitingwish', 'within_appointments_waitingwish_offered_with_id',
    'FOREIGN KEY (organisation_id, offered_with_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.appointments_waitingwish', 'within_appointments_waitingwish_service_id',
    'FOREIGN KEY (organisation_id, service_id) REFERENCES public.appointments_service(organisation_id, id) DEFERRABLE');
CALL public.set_constraint('public.appointments_waitingwish', 'within_appointments_waitingwish_specialist_id',
    'FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.appointments_waitingwish;
CREATE POLICY owner_maintains ON public.appointments_waitingwish TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS admin_reads ON public.appointments_waitingwish;
CREATE POLICY admin_reads ON public.appointments_waitingwish FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));

DROP POLICY IF EXISTS admin_withdraws ON public.appointments_waitingwish;
CREATE POLICY admin_withdraws ON public.appointments_waitingwish FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))
    WITH CHECK (state = 'withdrawn');

DROP POLICY IF EXISTS link_answers ON public.appointments_waitingwish;
CREATE POLICY link_answers ON public.appointments_waitingwish FOR UPDATE TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash())
           AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS link_reads ON public.appointments_waitingwish;
CREATE POLICY link_reads ON public.appointments_waitingwish FOR SELECT TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash())
           AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS visitor_leaves ON public.appointments_waitingwish;
CREATE POLICY visitor_leaves ON public.appointments_waitingwish FOR INSERT TO restartix_app
    WITH CHECK (link_hash = (SELECT public.current_link_hash()) AND state = 'waiting'
                AND organisation_id = (SELECT public.current_organisation_id()));

DROP POLICY IF EXISTS lookup_reads ON public.appointments_waitingwish;
CREATE POLICY lookup_reads ON public.appointments_waitingwish FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.appointments_waitingwish;
CREATE POLICY worker_of_the_clinic ON public.appointments_waitingwish TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.appointments_waitingwish
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
