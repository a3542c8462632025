-- A member has joined once they signed in at the clinic; until then they are invited. Who was here before, had joined.
DO $$ BEGIN PERFORM set_config('app.system_context', 'on', true); END $$;
UPDATE public.organisations_member SET joined_at = created_at;
DO $$ BEGIN PERFORM set_config('app.system_context', '', true); END $$;

GRANT UPDATE (joined_at) ON public.organisations_member TO restartix_lookup;
CREATE POLICY joining_is_noted ON public.organisations_member FOR UPDATE TO restartix_lookup USING (true) WITH CHECK (true);
CREATE FUNCTION public.member_joins() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    UPDATE public.organisations_member SET joined_at = now()
    WHERE user_id = public.current_user_id() AND organisation_id = public.current_organisation_id()
      AND joined_at IS NULL AND ended_at IS NULL
$$;
CALL public.belongs_to_lookup('public.member_joins()', 'restartix_app');
