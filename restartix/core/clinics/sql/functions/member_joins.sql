-- A member has joined once they signed in at the clinic; until then they are invited.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.member_joins() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.organisations_member SET joined_at = now()
    WHERE user_id = public.current_user_id() AND organisation_id = public.current_organisation_id()
      AND joined_at IS NULL AND ended_at IS NULL
$$;
REVOKE ALL ON FUNCTION public.member_joins FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.member_joins TO restartix_app;
