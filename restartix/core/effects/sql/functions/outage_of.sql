-- Why the service must not be asked now; null when it may be, also for the one that tries whether it is back.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.outage_of(wanted text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.effects_outage SET probe_at = clock_timestamp() + interval '90 seconds'
    WHERE service = wanted AND probe_at <= clock_timestamp();
    IF FOUND THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT o.code FROM public.effects_outage o WHERE o.service = wanted);
END $$;
REVOKE ALL ON FUNCTION public.outage_of FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.outage_of TO restartix_worker;
