-- A specialist whose membership has ended is one no more.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_specialist_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.id FROM public.appointments_specialist s JOIN public.organisations_member m ON m.id = s.member_id
    WHERE m.user_id = public.current_user_id() AND s.organisation_id = public.current_organisation_id()
      AND m.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION public.current_specialist_ids FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_specialist_ids TO restartix_app;
