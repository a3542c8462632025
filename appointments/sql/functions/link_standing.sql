-- What the holder of one of a visit's two links may do now. The mailed one's holder is the login that booked, else
-- whoever has the contact's address: the person themself, a guardian within their rights, or the booking's contact.
--   rights: book, forms, results, as for guardians; review alone lets a visit of theirs be rated.
--   sees_record: what the clinic knew of the person before. is_proven: by a code or at the desk, so that answers from
--   the record are shown too. may_prove: such a proof would open more.
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.link_standing(visit bigint, by_browser boolean,
    OUT rights text[], OUT sees_record boolean, OUT is_proven boolean, OUT may_prove boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    every CONSTANT text[] := ARRAY['book', 'forms', 'results'];
    v record;
    address text := public.visit_address(visit);
    holder uuid;
    held text[];
    of_the_link text[];
BEGIN
    rights := '{}'; sees_record := false; is_proven := false; may_prove := false;
    SELECT a.organisation_id, a.patient_person_id, a.status, a.login_of, a.link_holder_id,
           a.made_person AND a.booked_as_id = a.patient_person_id AS is_own_record,
           p.user_id AS login, p.birth_date, u.email AS login_email
    INTO v FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    LEFT JOIN public.identity_user u ON u.id = p.user_id WHERE a.id = visit;
    IF NOT FOUND THEN RETURN; END IF;
    holder := coalesce(v.link_holder_id, (SELECT u.id FROM public.identity_user u WHERE u.email = address));
    held := CASE WHEN holder = v.login THEN every
                 ELSE public.guardian_rights(v.organisation_id, holder, v.patient_person_id) END;
    IF held IS NULL AND v.link_holder_id IS NOT NULL THEN held := '{}'; END IF;
    is_proven := v.login_of <> 'guardian' AND EXISTS (
        SELECT 1 FROM public.appointments_identityproof r
        WHERE r.appointment_id = visit AND r.person_id = v.patient_person_id AND r.email = address
          AND r.by_browser = link_standing.by_browser
          AND (r.login_id IS NOT DISTINCT FROM v.login OR v.login_email = address));
    IF is_proven THEN
        of_the_link := every;
    ELSIF v.is_own_record THEN
        -- Somebody else has taken the record over since: as with a guardian, over the grown-up nobody acts any more.
        of_the_link := CASE WHEN v.login IS NULL OR v.login_email = address THEN every
                            WHEN v.birth_date + interval '18 years' > now() THEN ARRAY['book'] ELSE '{}' END;
    ELSIF NOT link_standing.by_browser AND v.login IS NULL AND address <> ''
        AND address = (SELECT c.email FROM public.contact_on_record(visit) c) THEN
        of_the_link := every;
    ELSE
        of_the_link := ARRAY['book', 'review'];
    END IF;
    IF NOT link_standing.by_browser THEN
        rights := coalesce(held, of_the_link);
    ELSIF held IS NULL OR held @> every THEN
        rights := of_the_link;
    ELSE
        rights := ARRAY(SELECT r FROM unnest(of_the_link) r WHERE r = ANY (held));
    END IF;
    is_proven := is_proven AND 'forms' = ANY (rights);
    sees_record := cardinality(rights) > 0 AND NOT 'review' = ANY (rights) AND (held IS NULL OR NOT link_standing.by_browser
                   OR of_the_link @> every);
    may_prove := NOT is_proven AND NOT v.is_own_record AND v.login_of <> 'guardian' AND v.status <> 'booked'
                 AND (held IS NULL OR held @> every) AND 'book' = ANY (rights);
END $$;
REVOKE ALL ON FUNCTION public.link_standing FROM PUBLIC, restartix_app, restartix_worker;
GRANT EXECUTE ON FUNCTION public.link_standing TO restartix_worker;
