-- The moves of a visit that the database allows, and what each side may change with them. Whether text messages are wanted
-- is the patient's side to say: they ask for them, and they withdraw it.
CREATE OR REPLACE FUNCTION public.judge_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_admin boolean;
    is_staff boolean;
    planned boolean;
    patients_own text[] := ARRAY['status', 'cancelled_late', 'sequence', 'wants_sms'];
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    is_admin := NEW.organisation_id IN (SELECT public.current_admin_organisation_ids());
    is_staff := is_admin OR NEW.specialist_id IN (SELECT public.current_specialist_ids());
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'booked' AND NOT (NEW.status = 'upcoming' AND is_staff) THEN
            RAISE EXCEPTION 'a visit begins as booked' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
        END IF;
        RETURN NEW;
    END IF;
    planned := (NEW.started_at, NEW.ended_at, NEW.specialist_id) IS DISTINCT FROM
               (OLD.started_at, OLD.ended_at, OLD.specialist_id);
    IF NEW.status <> OLD.status AND NOT EXISTS (
        SELECT 1 FROM public.appointment_moves() m
        WHERE m.source = OLD.status AND m.target = NEW.status AND (m.by_patient OR is_staff)) THEN
        RAISE EXCEPTION 'no such move' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
    END IF;
    -- A visit that was taken on doesn't wait to be taken on again; one that wasn't does.
    IF OLD.status IN ('cancelled', 'noshow')
        AND (NEW.status = 'booked' AND OLD.onboarded_at IS NOT NULL OR NEW.status = 'upcoming' AND OLD.onboarded_at IS NULL) THEN
        RAISE EXCEPTION 'not where it was' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
    END IF;
    -- Only a visit ahead has a plan to change, or one that is reinstated, whose time may be somebody else's by now; one
    -- that was confirmed and is moved has to be confirmed again.
    IF planned AND (OLD.status NOT IN ('booked', 'upcoming', 'confirmed', 'cancelled', 'noshow')
                    OR NEW.status NOT IN ('booked', 'upcoming'))
        OR NOT planned AND OLD.status = 'confirmed' AND NEW.status = 'upcoming' THEN
        RAISE EXCEPTION 'no such plan' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    IF NEW.deleted_at IS DISTINCT FROM OLD.deleted_at AND NOT is_admin THEN
        RAISE EXCEPTION 'an admin removes and restores' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    IF is_staff THEN RETURN NEW; END IF;
    IF planned AND NEW.started_at > now() AND NEW.ended_at - NEW.started_at = OLD.ended_at - OLD.started_at THEN
        patients_own := patients_own || ARRAY['started_at', 'ended_at', 'specialist_id', 'buffer_before', 'buffer_after'];
    END IF;
    IF NEW.patient_person_id IN (SELECT public.current_user_patient_person_ids()) THEN
        patients_own := patients_own || ARRAY['link_nonce', 'link_hash'];
    END IF;
    -- Until the clinic has taken the booking on, mail about it goes where whoever booked says, with another link.
    IF OLD.status = 'booked' AND NEW.status = 'booked' AND NEW.contact_email <> OLD.contact_email
        AND NEW.link_hash <> OLD.link_hash THEN
        patients_own := patients_own || ARRAY['contact_email', 'link_nonce', 'link_hash'];
    END IF;
    IF to_jsonb(NEW) - patients_own <> to_jsonb(OLD) - patients_own THEN
        RAISE EXCEPTION 'not the patient''s to change' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;
