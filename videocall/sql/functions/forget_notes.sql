-- What was said in the call is gone with the visit, read or not; what nobody fetched, with the next who comes in.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.forget_notes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'appointments_appointment' THEN
        DELETE FROM public.videocall_signal WHERE appointment_id = NEW.id;
    ELSE
        DELETE FROM public.videocall_signal
        WHERE appointment_id = NEW.appointment_id AND sent_at < now() - interval '5 minutes';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.forget_notes FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.forget_notes TO restartix_owner;
