-- One statement, so that of two people with the same code only one spends it.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.spend_code(in_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.identity_onetimecode SET used_at = clock_timestamp()
    WHERE id = in_id AND used_at IS NULL AND organisation_id = public.current_organisation_id();
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION public.spend_code FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.spend_code TO restartix_app;
