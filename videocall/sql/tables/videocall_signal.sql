ALTER TABLE public.videocall_signal ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.videocall_signal FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, DELETE ON public.videocall_signal TO restartix_app;
GRANT SELECT, DELETE ON public.videocall_signal TO restartix_lookup;

CALL public.set_constraint('public.videocall_signal', 'within_videocall_signal_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.videocall_signal', 'within_videocall_signal_recipient_id',
    'FOREIGN KEY (organisation_id, recipient_id) REFERENCES public.videocall_participant(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.videocall_signal', 'within_videocall_signal_sender_id',
    'FOREIGN KEY (organisation_id, sender_id) REFERENCES public.videocall_participant(organisation_id, id) DEFERRABLE');

DROP POLICY IF EXISTS owner_maintains ON public.videocall_signal;
CREATE POLICY owner_maintains ON public.videocall_signal TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS between_the_admitted ON public.videocall_signal;
CREATE POLICY between_the_admitted ON public.videocall_signal FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
        AND EXISTS (SELECT 1 FROM public.videocall_participant p
            WHERE p.id = videocall_signal.sender_id AND p.appointment_id = videocall_signal.appointment_id
              AND p.user_id IS NOT DISTINCT FROM (SELECT public.current_user_id()) AND p.admitted_at IS NOT NULL)
        AND EXISTS (SELECT 1 FROM public.videocall_participant p
            WHERE p.id = videocall_signal.recipient_id AND p.appointment_id = videocall_signal.appointment_id
              AND p.admitted_at IS NOT NULL));

DROP POLICY IF EXISTS own_post ON public.videocall_signal;
CREATE POLICY own_post ON public.videocall_signal FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.videocall_participant p WHERE p.id = videocall_signal.recipient_id
          AND p.user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())));

DROP POLICY IF EXISTS own_post_forgotten ON public.videocall_signal;
CREATE POLICY own_post_forgotten ON public.videocall_signal FOR DELETE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.videocall_participant p WHERE p.id = videocall_signal.recipient_id
          AND p.user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())));

DROP POLICY IF EXISTS triggers_forget ON public.videocall_signal;
CREATE POLICY triggers_forget ON public.videocall_signal TO restartix_lookup USING (true);
