-- Is there a paper or a waiver that holds for this form?
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.is_settled_by(asked uuid, how text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE how
        WHEN 'on_paper' THEN EXISTS (SELECT 1 FROM public.forms_signedpaper p WHERE p.form_id = asked AND p.withdrawn_at IS NULL)
        WHEN 'waived' THEN EXISTS (SELECT 1 FROM public.forms_waiver w WHERE w.form_id = asked AND w.withdrawn_at IS NULL)
        ELSE false END
$$;
REVOKE ALL ON FUNCTION public.is_settled_by FROM PUBLIC, restartix_app, restartix_worker;
