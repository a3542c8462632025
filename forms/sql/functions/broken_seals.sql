-- Over the whole database, for the owner's command: signed forms that no longer hash to what was signed, consents
-- whose text is another, papers whose bytes are others.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.broken_seals() RETURNS TABLE (what text, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT 'form', f.id FROM public.forms_form f
    WHERE f.status = 'signed' AND f.content_hash IS DISTINCT FROM public.signed_hash(f)
    UNION ALL
    SELECT 'consent', c.id FROM public.forms_consent c
    WHERE c.text_hash IS DISTINCT FROM encode(sha256(convert_to(c.text, 'UTF8')), 'hex')
    UNION ALL
    SELECT 'document', d.id FROM public.forms_document d WHERE d.sha256 IS DISTINCT FROM encode(sha256(d.content), 'hex')
$$;
REVOKE ALL ON FUNCTION public.broken_seals FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.broken_seals TO restartix_owner;
