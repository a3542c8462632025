-- A person's archive: whoever asked for it, while they act for the person and it has not lapsed. Each download is kept.
CALL public.guard('public.appointments_export');
CALL public.audit('public.appointments_export');
GRANT SELECT, INSERT, UPDATE (downloaded_at) ON public.appointments_export TO restartix_app;
CREATE POLICY asker ON public.appointments_export TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND user_id = (SELECT public.current_user_id())
           AND expires_at > now() AND person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids())));
CALL public.show_to_worker('public.appointments_export', 'SELECT, UPDATE');
