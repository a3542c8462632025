SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.clerk_session_is_over(says_session text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.identity_clerksignin s
                   WHERE s.session_id = says_session AND s.ended_at IS NOT NULL)
$$;
REVOKE ALL ON FUNCTION public.clerk_session_is_over FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.clerk_session_is_over TO restartix_app;
