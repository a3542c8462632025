-- The story of a visit.

ALTER TABLE public.organisations_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.organisations_event FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT ON public.organisations_event TO restartix_app, restartix_worker;

CALL public.set_constraint('public.organisations_event', 'within_organisations_event_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.organisations_event;
CREATE POLICY owner_maintains ON public.organisations_event TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS staff_read ON public.organisations_event;
CREATE POLICY staff_read ON public.organisations_event FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
           AND EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = organisations_event.appointment_id));

DROP POLICY IF EXISTS told_by_the_named_signer ON public.organisations_event;
CREATE POLICY told_by_the_named_signer ON public.organisations_event FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND actor_user_id = (SELECT public.current_user_id()) AND verb = 'signed'
                AND appointment_id = ANY (ARRAY(SELECT public.current_named_visit_ids())));

DROP POLICY IF EXISTS told_by_who_acts ON public.organisations_event;
CREATE POLICY told_by_who_acts ON public.organisations_event FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
                AND actor_user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())
                AND EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = organisations_event.appointment_id));

DROP POLICY IF EXISTS worker_of_the_clinic ON public.organisations_event;
CREATE POLICY worker_of_the_clinic ON public.organisations_event TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.organisations_event
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
