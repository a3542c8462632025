-- A specialist whose membership has ended is one no more.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_specialist_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id FROM public.appointments_specialist s JOIN public.organisations_member m ON m.id = s.member_id
    WHERE m.user_id = public.current_user_id() AND s.organisation_id = public.current_organisation_id()
      AND m.ended_at IS NULL
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;

-- Specialists keep their own hours, and what stands on the public page about them; never whose they are.
CREATE POLICY own_page ON public.appointments_specialist FOR UPDATE TO restartix_app
    USING (id = ANY (ARRAY(SELECT public.current_specialist_ids())));
CREATE FUNCTION public.refuse_other_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a specialist stays whose they are' USING ERRCODE = 'check_violation', CONSTRAINT = 'specialist_stays';
END $$;
CREATE TRIGGER stays BEFORE UPDATE OF member_id, organisation_id ON public.appointments_specialist FOR EACH ROW
    WHEN (NEW.member_id <> OLD.member_id OR NEW.organisation_id <> OLD.organisation_id)
    EXECUTE FUNCTION public.refuse_other_owner();

-- Hours and who gives what are arrangements for what is to come: they are taken back by deleting them. No visit refers
-- to them, and the log keeps who did it and when.
DO $$
DECLARE
    arranged text;
BEGIN
    FOREACH arranged IN ARRAY ARRAY['weeklyhours', 'dateoverride', 'servicespecialist', 'calendarspecialist'] LOOP
        EXECUTE format('GRANT DELETE ON public.appointments_%s TO restartix_app', arranged);
        EXECUTE format('CREATE POLICY admin_takes_back ON public.appointments_%s FOR DELETE TO restartix_app
            USING (organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))', arranged);
    END LOOP;
    FOREACH arranged IN ARRAY ARRAY['weeklyhours', 'dateoverride'] LOOP
        EXECUTE format('CREATE POLICY own_hours ON public.appointments_%s TO restartix_app
            USING (organisation_id = (SELECT public.current_organisation_id())
                   AND specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids())))', arranged);
    END LOOP;
END $$;
