-- The naming that a specialist's signature rests on; none where it is the visit's own specialist who signs.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.naming_used(form public.forms_form) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.id FROM public.naming_of(form.id) n WHERE form.filled_by = 'specialist' AND NOT EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.specialist_id IN (SELECT public.current_specialist_ids()))
$$;
REVOKE ALL ON FUNCTION public.naming_used FROM PUBLIC, restartix_app, restartix_worker;
