SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.signed_hash(form public.forms_form) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(public.signed_content(form)::text, 'UTF8')), 'hex')
$$;
REVOKE ALL ON FUNCTION public.signed_hash FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.signed_hash TO restartix_owner;
