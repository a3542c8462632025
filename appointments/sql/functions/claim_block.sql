-- A block's claim stands beside those of visits and holds, under the same constraint and the same turns.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.claim_block() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(id::text, 0)) FROM (
        SELECT NEW.specialist_id AS id
        UNION SELECT c.specialist_id FROM public.appointments_claim c WHERE c.block_id = NEW.id
        ORDER BY 1) AS both_specialists;
    -- Holds that have lapsed block nobody.
    DELETE FROM public.appointments_claim c USING public.appointments_hold h
    WHERE h.id = c.hold_id AND c.specialist_id = NEW.specialist_id AND h.expires_at <= clock_timestamp()
      AND c.blocked_from < NEW.ended_at AND c.blocked_until > NEW.started_at;
    INSERT INTO public.appointments_claim (id, organisation_id, specialist_id, block_id, blocked_from, blocked_until)
    VALUES (gen_random_uuid(), NEW.organisation_id, NEW.specialist_id, NEW.id, NEW.started_at, NEW.ended_at)
    ON CONFLICT (block_id) DO UPDATE SET specialist_id = excluded.specialist_id,
        blocked_from = excluded.blocked_from, blocked_until = excluded.blocked_until;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.claim_block FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.claim_block TO restartix_owner;
