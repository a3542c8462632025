-- Nobody admits themselves: staff do, and a browser that had been let in and comes back stays let in.
CREATE OR REPLACE FUNCTION public.judge_seat() RETURNS trigger LANGUAGE plpgsql AS $$
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
