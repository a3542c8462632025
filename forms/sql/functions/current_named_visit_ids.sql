-- They don't see the visit itself, but what they sign is told in its story and put on paper.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_named_visit_ids() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.appointment_id FROM public.forms_form f WHERE f.id IN (SELECT public.current_named_form_ids())
$$;
REVOKE ALL ON FUNCTION public.current_named_visit_ids FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_named_visit_ids TO restartix_app;
