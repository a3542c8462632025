-- A membership that has ended gives no right any more; the row stays, because history names it.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_admin_organisation_ids() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT m.organisation_id FROM public.organisations_member m
    WHERE m.user_id = public.current_user_id() AND m.organisation_id = public.current_organisation_id()
      AND m.role = 'admin' AND m.ended_at IS NULL
$$;
CREATE OR REPLACE FUNCTION public.current_member_organisation_ids() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT m.organisation_id FROM public.organisations_member m
    WHERE m.user_id = public.current_user_id() AND m.organisation_id = public.current_organisation_id()
      AND m.ended_at IS NULL
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;

-- Somebody always runs the clinic: the last admin can't be sent away. One at a time, so that two can't send each other.
CREATE FUNCTION public.keep_an_admin() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER kept BEFORE UPDATE ON public.organisations_member FOR EACH ROW EXECUTE FUNCTION public.keep_an_admin();

CALL public.guard('public.organisations_logo');
CALL public.audit('public.organisations_logo');
GRANT SELECT, INSERT, UPDATE ON public.organisations_logo TO restartix_app;
CREATE POLICY everyone_at_the_clinic_reads ON public.organisations_logo FOR SELECT TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY admin_keeps ON public.organisations_logo TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())));
