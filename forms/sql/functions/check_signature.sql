-- Anyone who holds a signed page may ask whether it stands: by its form and hash, or by the file itself.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.check_signature(asked uuid, said text)
RETURNS TABLE (kind text, signed_at timestamptz, is_intact boolean, replaced_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT f.type, f.signed_at, f.content_hash = public.signed_hash(f),
           (SELECT r.signed_at FROM public.forms_form r WHERE r.replaces_id = f.id AND r.status = 'signed')
    FROM public.forms_form f
    WHERE f.id = asked AND f.status = 'signed' AND length(said) >= 16 AND starts_with(f.content_hash, said)
      AND f.organisation_id = public.current_organisation_id()
$$;
REVOKE ALL ON FUNCTION public.check_signature FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.check_signature TO restartix_app;
