-- Somebody always runs the clinic: the last admin can't be sent away. One at a time, so that two can't send each other.
CREATE OR REPLACE FUNCTION public.keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.role = 'admin' AND OLD.ended_at IS NULL AND (NEW.ended_at IS NOT NULL OR NEW.role <> 'admin') THEN
        PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('admins of ' || OLD.organisation_id, 0));
        IF NOT EXISTS (SELECT 1 FROM public.organisations_member m WHERE m.organisation_id = OLD.organisation_id
                       AND m.role = 'admin' AND m.ended_at IS NULL AND m.id <> OLD.id) THEN
            RAISE EXCEPTION 'the last admin' USING ERRCODE = 'check_violation', CONSTRAINT = 'somebody_runs_the_clinic';
        END IF;
    END IF;
    IF NEW.user_id <> OLD.user_id OR NEW.organisation_id <> OLD.organisation_id THEN
        RAISE EXCEPTION 'a membership stays whose it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_stays';
    END IF;
    RETURN NEW;
END $$;
