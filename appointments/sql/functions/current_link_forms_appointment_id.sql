-- The linked visit, for whoever may fill in its forms; with those that hold answers from the record, for whoever proved
-- who they are.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_forms_appointment_id(with_answers boolean) RETURNS bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.appointment_id FROM public.current_link_standing() s
    WHERE 'forms' = ANY (s.rights) AND (s.is_proven OR NOT with_answers)
      AND s.appointment_id = public.current_link_appointment_id()
$$;
REVOKE ALL ON FUNCTION public.current_link_forms_appointment_id FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_link_forms_appointment_id TO restartix_app;
