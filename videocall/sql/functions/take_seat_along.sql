-- Who came in by a visit's private link and signs in meanwhile, in another tab, stays in the call: the seat becomes
-- their login's. Only while the same browser still holds that link.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.take_seat_along(says_seat uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.videocall_participant SET user_id = public.current_user_id()
    WHERE id = says_seat AND user_id IS NULL AND left_at IS NULL AND side = 'patient'
      AND organisation_id = public.current_organisation_id()
      AND appointment_id = public.current_link_appointment_id()
      AND public.current_user_id() IS NOT NULL;
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION public.take_seat_along FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.take_seat_along TO restartix_app;
