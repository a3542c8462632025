SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.release_block() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.appointments_claim WHERE block_id = OLD.id;
    RETURN OLD;
END $$;
REVOKE ALL ON FUNCTION public.release_block FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.release_block TO restartix_owner;
