-- A visit's staff: its assigned specialist and the clinic's admins. (In policies below, said once here for triggers.)
CREATE FUNCTION public.runs_visit(visit bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = visit
        AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
             OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids()))))
$$;

-- A seat in the call: seen by whoever sees the visit, made and kept by its own browser, admitted by the visit's staff.
DROP POLICY with_the_visit ON public.videocall_participant;
CREATE POLICY with_the_visit ON public.videocall_participant FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_participant.appointment_id));
CREATE POLICY comes_in ON public.videocall_participant FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
        AND user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())
        AND CASE side WHEN 'staff' THEN public.runs_visit(appointment_id) ELSE EXISTS (
            SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_participant.appointment_id) END);
CREATE POLICY own_browser ON public.videocall_participant FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
        AND user_id IS NOT DISTINCT FROM (SELECT public.current_user_id()));
CREATE POLICY staff_admit ON public.videocall_participant FOR UPDATE TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids()))
        AND public.runs_visit(appointment_id));

-- Nobody admits themselves: staff do, and a browser that had been let in and comes back stays let in.
CREATE FUNCTION public.judge_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was jsonb := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    kept text[] := ARRAY['admitted_at', 'seen_at', 'left_at'];
BEGIN
    IF current_user <> 'restartix_app' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - kept <> was - kept THEN
        RAISE EXCEPTION 'who came in stays who they were' USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_is_frozen';
    END IF;
    IF NEW.admitted_at IS NULL AND was ->> 'admitted_at' IS NULL
        OR TG_OP = 'UPDATE' AND to_jsonb(NEW) -> 'admitted_at' = was -> 'admitted_at'
        OR public.runs_visit(NEW.appointment_id) THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT 1 FROM public.videocall_participant p
        WHERE p.id = NEW.follows_id AND p.appointment_id = NEW.appointment_id AND p.side = NEW.side
          AND p.user_id IS NOT DISTINCT FROM NEW.user_id AND p.admitted_at IS NOT NULL
          AND p.seen_at > now() - interval '15 minutes') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'staff admit' USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_admit';
END $$;
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON public.videocall_participant
    FOR EACH ROW EXECUTE FUNCTION public.judge_seat();
ALTER TABLE public.videocall_participant ADD CONSTRAINT within_videocall_participant_follows_id
    FOREIGN KEY (organisation_id, follows_id) REFERENCES public.videocall_participant (organisation_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;
-- That a browser still asks is no change worth a line in the log.
DROP TRIGGER audited ON public.videocall_participant;
CREATE TRIGGER audited AFTER INSERT OR DELETE OR UPDATE OF admitted_at, left_at ON public.videocall_participant
    FOR EACH ROW EXECUTE FUNCTION public.write_audit();

-- Notes go between two who are both in the call, and only the one they are for reads and forgets them.
DROP POLICY with_the_visit ON public.videocall_signal;
CREATE POLICY own_post ON public.videocall_signal FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.videocall_participant p WHERE p.id = videocall_signal.recipient_id
          AND p.user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())));
CREATE POLICY own_post_forgotten ON public.videocall_signal FOR DELETE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.videocall_participant p WHERE p.id = videocall_signal.recipient_id
          AND p.user_id IS NOT DISTINCT FROM (SELECT public.current_user_id())));
CREATE POLICY between_the_admitted ON public.videocall_signal FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id())
        AND EXISTS (SELECT 1 FROM public.videocall_participant p
            WHERE p.id = videocall_signal.sender_id AND p.appointment_id = videocall_signal.appointment_id
              AND p.user_id IS NOT DISTINCT FROM (SELECT public.current_user_id()) AND p.admitted_at IS NOT NULL)
        AND EXISTS (SELECT 1 FROM public.videocall_participant p
            WHERE p.id = videocall_signal.recipient_id AND p.appointment_id = videocall_signal.appointment_id
              AND p.admitted_at IS NOT NULL));

-- What was said in the call is gone with the visit, read or not; what nobody fetched, with the next who comes in.
CREATE FUNCTION public.forget_notes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'appointments_appointment' THEN
        DELETE FROM public.videocall_signal WHERE appointment_id = NEW.id;
    ELSE
        DELETE FROM public.videocall_signal
        WHERE appointment_id = NEW.appointment_id AND sent_at < now() - interval '5 minutes';
    END IF;
    RETURN NULL;
END $$;
CALL public.belongs_to_lookup('public.forget_notes()', 'restartix_owner');
GRANT SELECT, DELETE ON public.videocall_signal TO restartix_lookup;
CREATE POLICY triggers_forget ON public.videocall_signal TO restartix_lookup USING (true);
CREATE TRIGGER notes_forgotten AFTER UPDATE OF status ON public.appointments_appointment FOR EACH ROW
    WHEN (OLD.status = 'inprogress' AND NEW.status <> 'inprogress') EXECUTE FUNCTION public.forget_notes();
CREATE TRIGGER notes_forgotten AFTER INSERT ON public.videocall_participant
    FOR EACH ROW EXECUTE FUNCTION public.forget_notes();

-- Device tests: the patient's side says what its device could do, staff of the visit read it, nobody changes it.
CALL public.guard('public.videocall_devicetest');
CALL public.audit('public.videocall_devicetest');
GRANT SELECT, INSERT ON public.videocall_devicetest TO restartix_app;
CREATE POLICY with_the_visit ON public.videocall_devicetest FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_devicetest.appointment_id));
CREATE POLICY told_by_the_patient ON public.videocall_devicetest FOR INSERT TO restartix_app
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = videocall_devicetest.appointment_id
          AND (a.patient_person_id = ANY (ARRAY(SELECT public.current_user_patient_person_ids()))
               OR a.id = (SELECT public.current_link_appointment_id()))));
CREATE TRIGGER permanent BEFORE UPDATE OR DELETE ON public.videocall_devicetest
    FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
ALTER TABLE public.videocall_devicetest ADD CONSTRAINT within_videocall_devicetest_appointment_id
    FOREIGN KEY (organisation_id, appointment_id) REFERENCES public.appointments_appointment (organisation_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;
