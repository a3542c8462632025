-- A code that went to the contact on record was typed back by whoever holds the current link: of that link it is proof.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_record_contact() RETURNS TABLE (email text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.* FROM public.current_link_standing() s CROSS JOIN LATERAL public.contact_on_record(s.appointment_id) c
    WHERE s.may_prove
$$;
REVOKE ALL ON FUNCTION public.current_link_record_contact FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.current_link_record_contact TO restartix_app;
