SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.check_document(said text) RETURNS TABLE (form uuid, hash text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.id, f.content_hash::text FROM public.forms_document d JOIN public.forms_form f ON f.id = d.form_id
    WHERE d.sha256 = said AND d.organisation_id = public.current_organisation_id()
$$;
REVOKE ALL ON FUNCTION public.check_document FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.check_document TO restartix_app;
