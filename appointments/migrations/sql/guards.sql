CREATE FUNCTION public.current_specialist_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id FROM public.appointments_specialist s JOIN public.organisations_member m ON m.id = s.member_id
    WHERE m.user_id = public.current_user_id() AND s.organisation_id = public.current_organisation_id()
$$;

-- A private link acts for one visit until it is over; afterwards only for its review.
CREATE FUNCTION public.current_link_appointment_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM public.appointments_appointment a
    WHERE a.link_hash = public.current_link_hash() AND a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status <> 'done'
$$;
CREATE FUNCTION public.current_review_appointment_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM public.appointments_appointment a
    WHERE a.link_hash = public.current_link_hash() AND a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status = 'done' AND a.ended_at > now() - interval '30 days'
$$;

-- Everything that one request needs to know about itself: said once, answered once.
CREATE FUNCTION public.enter_scope(says_user text, says_nonce text, says_slug text, says_link text, says_client text)
RETURNS TABLE (organisation_id bigint, user_id uuid, user_name text, is_admin boolean, specialist_ids uuid[],
               person_ids uuid[], link_appointment_id bigint, review_appointment_id bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known record;
BEGIN
    SELECT u.id, u.name INTO known FROM public.identity_user u
    WHERE u.id = nullif(says_user, '')::uuid AND u.is_active AND u.session_nonce = says_nonce;
    PERFORM set_config('app.user_id', coalesce(known.id::text, ''), true),
            set_config('app.link_hash', says_link, true), set_config('app.client_id', says_client, true),
            set_config('app.organisation_id', coalesce((
                SELECT o.id::text FROM public.organisations_organisation o WHERE o.slug = says_slug), ''), true);
    RETURN QUERY SELECT public.current_organisation_id(), known.id, known.name::text,
        EXISTS (SELECT public.current_admin_organisation_ids()),
        ARRAY(SELECT public.current_specialist_ids()), ARRAY(SELECT public.current_user_patient_person_ids()),
        public.current_link_appointment_id(), public.current_review_appointment_id();
END $$;

-- When specialists are not free: stretches only, never why or for whom. Lapsed holds don't count.
CREATE FUNCTION public.busy(specialists uuid[], since timestamptz, until timestamptz)
RETURNS TABLE (specialist_id uuid, blocked_from timestamptz, blocked_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.specialist_id, c.blocked_from, c.blocked_until FROM public.appointments_claim c
    LEFT JOIN public.appointments_hold h ON h.id = c.hold_id
    WHERE c.specialist_id = ANY (specialists) AND c.organisation_id = public.current_organisation_id()
      AND c.blocked_from < until AND c.blocked_until > since
      AND (h.id IS NULL OR (h.expires_at > now() AND h.client_id IS DISTINCT FROM public.current_client_id()))
$$;

DO $$
DECLARE
    own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['current_specialist_ids()', 'current_link_appointment_id()',
        'current_review_appointment_id()', 'enter_scope(text, text, text, text, text)',
        'busy(uuid[], timestamptz, timestamptz)'] LOOP
        EXECUTE format('CALL public.belongs_to_lookup(%L, %L)', 'public.' || own, 'restartix_app');
    END LOOP;
END $$;

-- One promise at a time: holds and visits share these claims, and this constraint is the judge on every path.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE public.appointments_claim ADD CONSTRAINT one_promise_at_a_time
    EXCLUDE USING gist (specialist_id WITH =, tstzrange(blocked_from, blocked_until) WITH &&);

CREATE FUNCTION public.keep_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
    DELETE FROM public.appointments_claim c USING public.appointments_hold h
    WHERE h.id = c.hold_id AND c.specialist_id = NEW.specialist_id AND c.blocked_from < until AND c.blocked_until > since
      AND h.expires_at <= clock_timestamp();
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
CALL public.belongs_to_lookup('public.keep_claim()', 'restartix_owner');
GRANT SELECT, INSERT, UPDATE, DELETE ON public.appointments_claim TO restartix_lookup;
CREATE TRIGGER claimed AFTER INSERT OR UPDATE OF status, specialist_id, started_at, ended_at, buffer_before,
    buffer_after, deleted_at ON public.appointments_appointment FOR EACH ROW EXECUTE FUNCTION public.keep_claim();
CREATE TRIGGER claimed AFTER INSERT OR UPDATE OF started_at, ended_at ON public.appointments_hold
    FOR EACH ROW EXECUTE FUNCTION public.keep_claim();

-- The moves there are; a test holds this table and the state machine's equal.
CREATE FUNCTION public.appointment_moves() RETURNS TABLE (source text, target text, by_patient boolean)
LANGUAGE sql IMMUTABLE AS $$
    VALUES ('booked', 'upcoming', false), ('upcoming', 'confirmed', true),
           ('upcoming', 'inprogress', false), ('confirmed', 'inprogress', false), ('inprogress', 'done', false),
           ('booked', 'cancelled', true), ('upcoming', 'cancelled', true), ('confirmed', 'cancelled', true),
           ('inprogress', 'cancelled', false), ('booked', 'noshow', false), ('upcoming', 'noshow', false),
           ('confirmed', 'noshow', false), ('inprogress', 'noshow', false)
$$;

CREATE FUNCTION public.judge_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_staff boolean;
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    is_staff := NEW.organisation_id IN (SELECT public.current_admin_organisation_ids())
        OR NEW.specialist_id IN (SELECT public.current_specialist_ids());
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'booked' AND NOT (NEW.status = 'upcoming' AND is_staff) THEN
            RAISE EXCEPTION 'a visit begins as booked' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.status <> OLD.status AND NOT EXISTS (
        SELECT 1 FROM public.appointment_moves() m
        WHERE m.source = OLD.status AND m.target = NEW.status AND (m.by_patient OR is_staff)) THEN
        RAISE EXCEPTION 'no such move' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
    END IF;
    IF NOT is_staff AND to_jsonb(NEW) - ARRAY['status', 'cancelled_late', 'sequence']
        <> to_jsonb(OLD) - ARRAY['status', 'cancelled_late', 'sequence'] THEN
        RAISE EXCEPTION 'not the patient''s to change' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER judged BEFORE INSERT OR UPDATE ON public.appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION public.judge_move();

-- References that no foreign key can judge: persons, and the ids in the two arrays.
CREATE FUNCTION public.check_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' THEN
    IF (TG_OP = 'INSERT' OR NEW.patient_person_id <> OLD.patient_person_id)
            AND NOT public.may_refer_to(NEW.organisation_id, NEW.patient_person_id)
        OR (TG_OP = 'INSERT' OR NEW.booked_as_id <> OLD.booked_as_id)
            AND NOT public.may_refer_to(NEW.organisation_id, NEW.booked_as_id) THEN
        RAISE EXCEPTION 'no such person here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'person_known_here';
    END IF;
    END IF;
    IF EXISTS (SELECT unnest(NEW.additional_service_ids) EXCEPT SELECT s.id FROM public.appointments_service s
               WHERE s.organisation_id = NEW.organisation_id)
       OR EXISTS (SELECT unnest(NEW.additional_product_ids) EXCEPT SELECT p.id FROM public.appointments_product p
                  WHERE p.organisation_id = NEW.organisation_id) THEN
        RAISE EXCEPTION 'no such add-on here' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'add_on_known_here';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER references_checked BEFORE INSERT OR UPDATE ON public.appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION public.check_visit();
