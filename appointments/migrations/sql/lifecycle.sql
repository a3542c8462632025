-- The whole table of moves; a test holds it and the state machine's equal.
CREATE OR REPLACE FUNCTION public.appointment_moves() RETURNS TABLE (source text, target text, by_patient boolean)
LANGUAGE sql IMMUTABLE AS $$
    VALUES ('booked', 'upcoming', false), ('upcoming', 'confirmed', true),
           ('upcoming', 'inprogress', false), ('confirmed', 'inprogress', false), ('inprogress', 'done', false),
           ('booked', 'cancelled', true), ('upcoming', 'cancelled', true), ('confirmed', 'cancelled', true),
           ('inprogress', 'cancelled', false), ('booked', 'noshow', false), ('upcoming', 'noshow', false),
           ('confirmed', 'noshow', false), ('inprogress', 'noshow', false),
           ('confirmed', 'upcoming', true),
           ('cancelled', 'upcoming', false), ('cancelled', 'booked', false), ('noshow', 'upcoming', false),
           ('noshow', 'booked', false), ('cancelled', 'noshow', false), ('noshow', 'cancelled', false)
$$;

CREATE OR REPLACE FUNCTION public.judge_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_admin boolean;
    is_staff boolean;
    planned boolean;
    patients_own text[] := ARRAY['status', 'cancelled_late', 'sequence'];
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
    -- Only a visit ahead has a plan to change; one that was confirmed and is moved has to be confirmed again.
    IF planned AND (OLD.status NOT IN ('booked', 'upcoming', 'confirmed') OR NEW.status NOT IN ('booked', 'upcoming'))
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
    IF to_jsonb(NEW) - patients_own <> to_jsonb(OLD) - patients_own THEN
        RAISE EXCEPTION 'not the patient''s to change' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;

-- What the look-up role owns is replaced as that role.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;

-- A private link acts for one visit until it is over, and lapses 30 days after it.
CREATE OR REPLACE FUNCTION public.current_link_appointment_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM public.appointments_appointment a
    WHERE a.link_hash = public.current_link_hash() AND a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status <> 'done' AND a.ended_at > now() - interval '30 days'
$$;
-- After a visit that was done the link is for its review alone: for 30 days, or until a day after it was given.
CREATE OR REPLACE FUNCTION public.current_review_appointment_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM public.appointments_appointment a
    WHERE a.link_hash = public.current_link_hash() AND a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status = 'done' AND a.ended_at > now() - interval '30 days'
      AND NOT EXISTS (SELECT 1 FROM public.reviews_review r
                      WHERE r.appointment_id = a.id AND r.given_at <= now() - interval '1 day')
$$;

CREATE OR REPLACE FUNCTION public.keep_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    visit boolean := TG_TABLE_NAME = 'appointments_appointment';
    said jsonb := to_jsonb(NEW);
    since timestamptz := NEW.started_at - make_interval(mins => NEW.buffer_before);
    until timestamptz := NEW.ended_at + make_interval(mins => NEW.buffer_after);
BEGIN
    -- One at a time for each specialist (two specialists: in id order), so that a race ends in refusals, not deadlocks.
    PERFORM pg_advisory_xact_lock(hashtextextended(id::text, 0)) FROM (
        SELECT NEW.specialist_id AS id
        UNION SELECT c.specialist_id FROM public.appointments_claim c WHERE c.appointment_id = CASE WHEN visit THEN (said ->> 'id')::bigint END
        ORDER BY 1) AS both_specialists;
    IF visit AND (said ->> 'status' IN ('cancelled', 'noshow') OR said ->> 'deleted_at' IS NOT NULL) THEN
        DELETE FROM public.appointments_claim WHERE appointment_id = (said ->> 'id')::bigint;
        RETURN NULL;
    END IF;
    -- Holds that have lapsed block nobody; this one too, if it was let go.
    DELETE FROM public.appointments_claim c USING public.appointments_hold h
    WHERE h.id = c.hold_id AND c.specialist_id = NEW.specialist_id AND h.expires_at <= clock_timestamp()
      AND (c.blocked_from < until AND c.blocked_until > since OR NOT visit AND h.id = (said ->> 'id')::uuid);
    IF NOT visit AND (said ->> 'expires_at')::timestamptz <= clock_timestamp() THEN RETURN NULL; END IF;
    IF visit THEN
        -- Booking turns the visitor's own hold into the visit's claim.
        UPDATE public.appointments_claim c
        SET hold_id = NULL, appointment_id = (said ->> 'id')::bigint, blocked_from = since, blocked_until = until
        FROM public.appointments_hold h
        WHERE h.id = c.hold_id AND c.specialist_id = NEW.specialist_id AND TG_OP = 'INSERT'
          AND h.client_id = (said ->> 'booking_client_id')::uuid AND h.started_at = NEW.started_at;
        IF FOUND THEN RETURN NULL; END IF;
        INSERT INTO public.appointments_claim
            (id, organisation_id, specialist_id, appointment_id, blocked_from, blocked_until)
        VALUES (gen_random_uuid(), NEW.organisation_id, NEW.specialist_id, (said ->> 'id')::bigint, since, until)
        ON CONFLICT (appointment_id) DO UPDATE SET specialist_id = excluded.specialist_id,
            blocked_from = excluded.blocked_from, blocked_until = excluded.blocked_until;
    ELSE
        INSERT INTO public.appointments_claim (id, organisation_id, specialist_id, hold_id, blocked_from, blocked_until)
        VALUES (gen_random_uuid(), NEW.organisation_id, NEW.specialist_id, (said ->> 'id')::uuid, since, until)
        ON CONFLICT (hold_id) DO UPDATE SET blocked_from = excluded.blocked_from, blocked_until = excluded.blocked_until;
    END IF;
    RETURN NULL;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
CALL public.show_to_lookup('public.reviews_review');

-- Letting go of a hold, or keeping it longer, moves its claim too: one that lapsed must be won anew.
DROP TRIGGER claimed ON public.appointments_hold;
CREATE TRIGGER claimed AFTER INSERT OR UPDATE OF started_at, ended_at, expires_at ON public.appointments_hold
    FOR EACH ROW EXECUTE FUNCTION public.keep_claim();

-- The same as busy(), for moving one visit: its own claim is no obstacle.
CREATE FUNCTION public.busy_besides(specialists uuid[], since timestamptz, until timestamptz, visit bigint)
RETURNS TABLE (specialist_id uuid, blocked_from timestamptz, blocked_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.specialist_id, c.blocked_from, c.blocked_until FROM public.appointments_claim c
    LEFT JOIN public.appointments_hold h ON h.id = c.hold_id
    WHERE c.specialist_id = ANY (specialists) AND c.organisation_id = public.current_organisation_id()
      AND c.blocked_from < until AND c.blocked_until > since AND c.appointment_id IS DISTINCT FROM visit
      AND (h.id IS NULL OR (h.expires_at > now() AND h.client_id IS DISTINCT FROM public.current_client_id()))
$$;
CALL public.belongs_to_lookup('public.busy_besides(uuid[], timestamptz, timestamptz, bigint)', 'restartix_app');

-- Until when a visitor keeps this stretch, for staff who want it; null when nobody does.
CREATE FUNCTION public.held_until(specialist uuid, since timestamptz, until timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT max(h.expires_at) FROM public.appointments_claim c JOIN public.appointments_hold h ON h.id = c.hold_id
    WHERE c.specialist_id = specialist AND c.blocked_from < until AND c.blocked_until > since AND h.expires_at > now()
      AND EXISTS (SELECT 1 FROM public.organisations_member m
                  WHERE m.user_id = public.current_user_id() AND m.organisation_id = c.organisation_id
                    AND m.organisation_id = public.current_organisation_id())
$$;
CALL public.belongs_to_lookup('public.held_until(uuid, timestamptz, timestamptz)', 'restartix_app');
