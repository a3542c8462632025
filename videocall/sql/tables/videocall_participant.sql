ALTER TABLE public.videocall_participant ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
REVOKE ALL ON public.videocall_participant FROM restartix_app, restartix_worker, restartix_lookup;
GRANT SELECT, INSERT, UPDATE ON public.videocall_participant TO restartix_app;
GRANT SELECT, UPDATE (user_id, met_from, met_again, met_until) ON public.videocall_participant TO restartix_lookup;

CALL public.set_constraint('public.videocall_participant', 'within_videocall_participant_appointment_id',
    'FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment(organisation_id, id)
     DEFERRABLE');
CALL public.set_constraint('public.videocall_participant', 'within_videocall_participant_follows_id',
    'FOREIGN KEY (organisation_id, follows_id) REFERENCES public.videocall_participant(organisation_id, id)
     DEFERRABLE');

CREATE INDEX IF NOT EXISTS seats_by_sight ON public.videocall_participant (seen_at);

DROP POLICY IF EXISTS owner_maintains ON public.videocall_participant;
CREATE POLICY owner_maintains ON public.videocall_participant TO restartix_owner
    USING ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on')
    WITH CHECK ((SELECT pg_catalog.current_setting('app.system_context', true)) = 'on');

DROP POLICY IF EXISTS comes_in ON public.videocall_participant;
CREATE POLICY comes_in ON public.videocall_participant FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
        AND user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())
        AND CASE side WHEN 'staff' THEN public.runs_visit(appointment_id) ELSE EXISTS (
            SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_participant.appointment_id) END);

DROP POLICY IF EXISTS own_browser ON public.videocall_participant;
CREATE POLICY own_browser ON public.videocall_participant FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
        AND user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())
        AND EXISTS (SELECT 1 FROM public.appointments_appointment a
                    WHERE a.id = videocall_participant.appointment_id));

DROP POLICY IF EXISTS staff_admit ON public.videocall_participant;
CREATE POLICY staff_admit ON public.videocall_participant FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
        AND public.runs_visit(appointment_id));

DROP POLICY IF EXISTS with_the_visit ON public.videocall_participant;
CREATE POLICY with_the_visit ON public.videocall_participant FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_participant.appointment_id));

DROP POLICY IF EXISTS lookup_takes_along ON public.videocall_participant;
CREATE POLICY lookup_takes_along ON public.videocall_participant TO restartix_lookup USING (true);

CREATE OR REPLACE TRIGGER audited AFTER INSERT OR DELETE OR UPDATE OF admitted_at, left_at ON public.videocall_participant
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();
CREATE OR REPLACE TRIGGER judged BEFORE INSERT OR UPDATE ON public.videocall_participant
    FOR EACH ROW EXECUTE FUNCTION public.judge_seat();
CREATE OR REPLACE TRIGGER notes_forgotten AFTER INSERT ON public.videocall_participant
    FOR EACH ROW EXECUTE FUNCTION public.forget_notes();
