-- The naming that holds for a form; none where it names the visit's own specialist, which takes earlier ones back.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.naming_of(asked uuid) RETURNS TABLE (id uuid, specialist_id uuid) LANGUAGE sql STABLE SECURITY DEFINER
ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT n.id, n.specialist_id
    FROM (SELECT * FROM public.forms_namedsigner WHERE form_id = asked ORDER BY named_at DESC, id DESC LIMIT 1) n
    JOIN public.forms_form f ON f.id = n.form_id
    JOIN public.appointments_appointment a ON a.id = f.appointment_id
    WHERE a.specialist_id <> n.specialist_id
$$;
REVOKE ALL ON FUNCTION public.naming_of FROM PUBLIC, restartix_app, restartix_worker;
