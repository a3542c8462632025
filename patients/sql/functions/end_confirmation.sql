-- Once a number on record becomes another one, whoever has the old one gets no more text messages.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.end_confirmation() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.patients_confirmedphone SET ended_at = now()
    WHERE person_id = NEW.id AND phone = OLD.phone AND ended_at IS NULL;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.end_confirmation FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.end_confirmation TO restartix_owner;
