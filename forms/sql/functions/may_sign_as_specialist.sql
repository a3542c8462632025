-- May whoever is in scope sign this specialist's form? The visit's specialist, or who was named instead; under way or done.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.may_sign_as_specialist(form public.forms_form) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.status IN ('inprogress', 'done')
          AND (a.specialist_id IN (SELECT public.current_specialist_ids())
               OR EXISTS (SELECT 1 FROM public.naming_of(form.id) n
                          WHERE n.specialist_id IN (SELECT public.current_specialist_ids()))))
$$;
REVOKE ALL ON FUNCTION public.may_sign_as_specialist FROM PUBLIC, restartix_app, restartix_worker;
