CALL public.guard('public.videocall_videoroom');
CALL public.show_to_worker('public.videocall_videoroom', 'SELECT, INSERT, UPDATE');
CALL public.audit('public.videocall_videoroom');
GRANT SELECT, INSERT, UPDATE ON public.videocall_videoroom TO restartix_app;
CALL public.guard('public.videocall_participant');
CALL public.audit('public.videocall_participant');
CALL public.guard('public.videocall_signal');
GRANT SELECT, INSERT, UPDATE ON public.videocall_participant TO restartix_app;
GRANT SELECT, INSERT, DELETE ON public.videocall_signal TO restartix_app;

-- Whoever may see a visit may meet in it: staff, the patient's side, the private link before the end.
CREATE POLICY with_the_visit ON public.videocall_videoroom FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_videoroom.appointment_id));
CREATE POLICY staff_keep ON public.videocall_videoroom TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_videoroom.appointment_id));
CREATE POLICY with_the_visit ON public.videocall_participant TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_participant.appointment_id))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
        AND user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())
        AND (side = 'patient' OR organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())))
        AND EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_participant.appointment_id));
CREATE POLICY with_the_visit ON public.videocall_signal TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_signal.appointment_id));
