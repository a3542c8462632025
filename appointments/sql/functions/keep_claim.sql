SET LOCAL ROLE restartix_lookup;
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
REVOKE ALL ON FUNCTION public.keep_claim FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.keep_claim TO restartix_owner;
