-- The name that a login signs with: the account's; where that has none, what the clinic calls the specialist.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_signer_name() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(
        (SELECT nullif(btrim(u.name), '') FROM public.identity_user u WHERE u.id = public.current_user_id()),
        (SELECT s.display_name FROM public.appointments_specialist s
         WHERE s.id IN (SELECT public.current_specialist_ids()) ORDER BY s.id LIMIT 1))
$$;
REVOKE ALL ON FUNCTION public.current_signer_name FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_signer_name TO restartix_app;
