-- The clinic in scope, where the login in scope is of its staff, in either role. A membership that has ended gives no right
-- any more; the row stays, because history names it.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_member_organisation_ids() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT DISTINCT m.organisation_id FROM public.organisations_member m
    WHERE m.user_id = public.current_user_id() AND m.organisation_id = public.current_organisation_id()
      AND m.ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION public.current_member_organisation_ids FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_member_organisation_ids TO restartix_app;
