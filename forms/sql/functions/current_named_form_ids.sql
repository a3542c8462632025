-- The forms that the current user was named to sign, each with the version that it corrects.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_named_form_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
ROWS 2 SET search_path = pg_catalog, pg_temp AS $$
    SELECT unnest(ARRAY[f.id, f.replaces_id]) FROM public.forms_form f
    WHERE f.id IN (SELECT n.form_id FROM public.forms_namedsigner n
                   WHERE n.specialist_id IN (SELECT public.current_specialist_ids()))
      AND EXISTS (SELECT 1 FROM public.naming_of(f.id) n
                  WHERE n.specialist_id IN (SELECT public.current_specialist_ids()))
$$;
REVOKE ALL ON FUNCTION public.current_named_form_ids FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_named_form_ids TO restartix_app;
