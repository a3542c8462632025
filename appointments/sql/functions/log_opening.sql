-- Who opened whose record: by staff, about a visit or a person of their clinic, as whoever is in scope and nobody else.
-- The same one opening the same again within five minutes is one opening.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.log_opening(what text, visit bigint, person uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here bigint := public.current_organisation_id();
    of_whom uuid := person;
    which text := coalesce(visit::text, person::text);
BEGIN
    IF here NOT IN (SELECT public.current_member_organisation_ids()) THEN RETURN; END IF;
    IF visit IS NOT NULL THEN
        SELECT a.patient_person_id INTO of_whom FROM public.appointments_appointment a
        WHERE a.id = visit AND a.organisation_id = here;
    END IF;
    IF of_whom IS NULL OR NOT public.is_known_here(here, of_whom) OR EXISTS (
        SELECT 1 FROM public.organisations_audit l
        WHERE l.person_id = of_whom AND l.at > now() - interval '5 minutes' AND l.organisation_id = here
          AND l.action = 'open' AND l.table_name = what AND l.row_id = which
          AND l.actor_user_id = public.current_user_id()) THEN
        RETURN;
    END IF;
    INSERT INTO public.organisations_audit
        (at, organisation_id, actor_user_id, by_link, database_role, table_name, row_id, person_id, appointment_id,
         action, columns)
    VALUES (clock_timestamp(), here, public.current_user_id(), false, session_user, what, which, of_whom, visit,
            'open', '[]');
END $$;
REVOKE ALL ON FUNCTION public.log_opening FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.log_opening TO restartix_app;
