ALTER TABLE public.videocall_videoroom ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.videocall_videoroom FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.videocall_videoroom TO restartix_app, restartix_worker;
GRANT SELECT ON public.videocall_videoroom TO restartix_lookup;

CALL public.set_constraint('public.videocall_videoroom', 'within_videocall_videoroom_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.videocall_videoroom;
CREATE POLICY owner_maintains ON public.videocall_videoroom TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS staff_keep ON public.videocall_videoroom;
CREATE POLICY staff_keep ON public.videocall_videoroom TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_videoroom.appointment_id));

-- Whoever may see a visit may meet in it: staff, the patient's side, the private link before the end.
DROP POLICY IF EXISTS with_the_visit ON public.videocall_videoroom;
CREATE POLICY with_the_visit ON public.videocall_videoroom FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_videoroom.appointment_id));

DROP POLICY IF EXISTS lookup_reads ON public.videocall_videoroom;
CREATE POLICY lookup_reads ON public.videocall_videoroom FOR SELECT TO restartix_lookup USING (true);

DROP POLICY IF EXISTS worker_of_the_clinic ON public.videocall_videoroom;
CREATE POLICY worker_of_the_clinic ON public.videocall_videoroom TO restartix_worker
    USING (organisation_id = (SELECT public.current_organisation_id()))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()));

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR UPDATE OR DELETE ON public.videocall_videoroom
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
