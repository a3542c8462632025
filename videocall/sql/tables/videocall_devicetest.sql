-- Device tests: the patient's side says what its device could do, staff of the visit read it, nobody changes it.

ALTER TABLE public.videocall_devicetest ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.videocall_devicetest FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT ON public.videocall_devicetest TO restartix_app;

CALL public.set_constraint('public.videocall_devicetest', 'within_videocall_devicetest_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.videocall_devicetest;
CREATE POLICY owner_maintains ON public.videocall_devicetest TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS told_by_the_patient ON public.videocall_devicetest;
CREATE POLICY told_by_the_patient ON public.videocall_devicetest FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_devicetest.appointment_id
          AND (a.patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))
               OR a.id = (SELECT public.current_link_appointment_id()))));

DROP POLICY IF EXISTS with_the_visit ON public.videocall_devicetest;
CREATE POLICY with_the_visit ON public.videocall_devicetest FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_devicetest.appointment_id));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.videocall_devicetest
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.videocall_devicetest
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
