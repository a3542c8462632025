-- Everything that one request needs to know about itself: said once, answered once.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.enter_scope(says_user text, says_nonce text, says_slug text, says_link text, says_client text)
RETURNS TABLE (organisation_id bigint, user_id uuid, user_name text, is_admin boolean, specialist_ids uuid[],
               person_ids uuid[], link_appointment_id bigint, review_appointment_id bigint,
               book_ids uuid[], forms_ids uuid[], results_ids uuid[], own_ids uuid[],
               link_rights text[], link_sees_record boolean, link_is_proven boolean, link_may_prove boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    known record;
    mailed text;
BEGIN
    SELECT u.id, u.name INTO known FROM public.identity_user u
    WHERE u.id = nullif(says_user, '')::uuid AND u.is_active AND u.session_nonce = says_nonce;
    IF says_link <> '' THEN
        SELECT a.link_hash INTO mailed FROM public.appointments_appointment a WHERE a.browser_hash = says_link;
    END IF;
    PERFORM set_config('app.user_id', coalesce(known.id::text, ''), true),
            set_config('app.link_hash', coalesce(mailed, says_link), true),
            set_config('app.link_is_browsers', CASE WHEN mailed IS NULL THEN '' ELSE 'on' END, true),
            set_config('app.client_id', says_client, true),
            set_config('app.organisation_id', coalesce((
                SELECT o.id::text FROM public.organisations_organisation o WHERE o.slug = says_slug), ''), true);
    RETURN QUERY SELECT public.current_organisation_id(), known.id, known.name::text,
        EXISTS (SELECT public.current_admin_organisation_ids()),
        ARRAY(SELECT public.current_specialist_ids()), ARRAY(SELECT public.current_user_patient_person_ids()),
        public.current_link_appointment_id(), public.current_review_appointment_id(),
        ARRAY(SELECT public.current_user_person_ids('book')), ARRAY(SELECT public.current_user_person_ids('forms')),
        ARRAY(SELECT public.current_user_person_ids('results')), ARRAY(SELECT public.current_user_own_person_ids()),
        coalesce(s.rights, '{}'), coalesce(s.sees_record, false), coalesce(s.is_proven, false),
        coalesce(s.may_prove, false)
        FROM (SELECT 1) always
        LEFT JOIN LATERAL (SELECT * FROM public.current_link_standing() WHERE says_link <> '') s ON true;
END $$;
REVOKE ALL ON FUNCTION public.enter_scope FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.enter_scope TO restartix_app;
