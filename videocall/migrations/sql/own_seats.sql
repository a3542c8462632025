-- Guests have no login: without the visit, every guest of the clinic would be one's own to an update that reads nothing.
DROP POLICY own_browser ON public.videocall_participant;
CREATE POLICY own_browser ON public.videocall_participant FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
        AND user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())
        AND EXISTS (SELECT 1 FROM public.appointments_appointment a
                    WHERE a.id = videocall_participant.appointment_id));
