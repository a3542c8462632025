-- Meetings and breaks. Specialists keep their own, admins the clinic's; visitors learn of the busy time alone.
CALL public.guard('public.appointments_block');
CALL public.audit('public.appointments_block');
CALL public.show_to_lookup('public.appointments_block');
GRANT SELECT, INSERT, UPDATE, DELETE ON public.appointments_block TO restartix_app;
CREATE POLICY own ON public.appointments_block TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id())
           AND specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())));
CREATE POLICY admin ON public.appointments_block TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
ALTER TABLE public.appointments_block ADD CONSTRAINT within_appointments_block_specialist_id
    FOREIGN KEY (organisation_id, specialist_id) REFERENCES public.appointments_specialist (organisation_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE public.appointments_claim ADD CONSTRAINT within_appointments_claim_block_id
    FOREIGN KEY (organisation_id, block_id) REFERENCES public.appointments_block (organisation_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;

-- A block's claim stands beside those of visits and holds, under the same constraint and the same turns.
CREATE FUNCTION public.claim_block() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
CREATE FUNCTION public.release_block() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.appointments_claim WHERE block_id = OLD.id;
    RETURN OLD;
END $$;
CALL public.belongs_to_lookup('public.claim_block()', 'restartix_owner');
CALL public.belongs_to_lookup('public.release_block()', 'restartix_owner');
CREATE TRIGGER claimed AFTER INSERT OR UPDATE OF specialist_id, started_at, ended_at ON public.appointments_block
    FOR EACH ROW EXECUTE FUNCTION public.claim_block();
CREATE TRIGGER released BEFORE DELETE ON public.appointments_block
    FOR EACH ROW EXECUTE FUNCTION public.release_block();

-- A specialist's own calendar shows when they are not free, and of what kind; never the note.
CREATE FUNCTION public.feed_blocks(says_hash text) RETURNS TABLE (
    block_id uuid, started_at timestamptz, ended_at timestamptz, kind text, changed_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.id, b.started_at, b.ended_at, b.kind::text, b.changed_at
    FROM public.appointments_calendarfeed f
    JOIN public.appointments_block b ON b.specialist_id = f.specialist_id AND b.organisation_id = f.organisation_id
    WHERE f.token_hash = says_hash AND f.revoked_at IS NULL AND f.organisation_id = public.current_organisation_id()
      AND b.started_at > now() - interval '60 days' AND b.started_at < now() + interval '400 days'
    ORDER BY b.started_at, b.id
$$;
CALL public.belongs_to_lookup('public.feed_blocks(text)', 'restartix_app');
