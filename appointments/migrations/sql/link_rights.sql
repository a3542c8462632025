-- A private link carries its holder's right as it stands now. Two links lead to a visit: the one that is mailed to its
-- contact, and the one that the booking browser holds, which proves nothing about whose mailbox is whose.

-- Does this transaction hold the link of the browser that booked, not the mailed one?
CREATE FUNCTION public.current_link_is_browsers() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(pg_catalog.current_setting('app.link_is_browsers', true), '') = 'on' $$;

-- Does this booking make its person? Judged when it comes, since later visits and records follow it.
CREATE FUNCTION public.note_made_person() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.made_person := NEW.booked_as_id = NEW.patient_person_id
        AND NOT EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.patient_person_id = NEW.patient_person_id)
        AND (session_user = 'restartix_owner'
             OR NOT EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = NEW.patient_person_id));
    RETURN NEW;
END $$;
CALL public.belongs_to_lookup('public.note_made_person()', 'restartix_owner');
CREATE TRIGGER made_person_is_noted BEFORE INSERT ON public.appointments_appointment
    FOR EACH ROW EXECUTE FUNCTION public.note_made_person();

DO $$ BEGIN PERFORM set_config('app.system_context', 'on', true); END $$;
UPDATE public.appointments_appointment a SET made_person = true
WHERE a.booked_as_id = a.patient_person_id AND NOT EXISTS (
    SELECT 1 FROM public.appointments_appointment earlier
    WHERE earlier.patient_person_id = a.patient_person_id AND earlier.id < a.id);
DO $$ BEGIN PERFORM set_config('app.system_context', '', true); END $$;

-- Whether a booking made its person is settled when it comes. Another contact gets another link, and with a new link
-- the booking browser's own ends, unless it was that browser that asked.
CREATE FUNCTION public.keep_link_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    IF NEW.made_person <> OLD.made_person
        OR NEW.link_holder_id IS NOT NULL AND NEW.link_holder_id IS DISTINCT FROM OLD.link_holder_id
        OR NEW.browser_hash IS NOT NULL AND NEW.browser_hash IS DISTINCT FROM OLD.browser_hash THEN
        RAISE EXCEPTION 'who holds the link was settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    IF lower(NEW.contact_email) <> lower(OLD.contact_email) THEN
        IF OLD.contact_email <> '' AND NEW.link_hash = OLD.link_hash THEN
            RAISE EXCEPTION 'another contact gets another link'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'link_follows_contact';
        END IF;
        NEW.link_holder_id := NULL;
    END IF;
    IF NEW.link_hash <> OLD.link_hash AND NOT public.current_link_is_browsers() THEN NEW.browser_hash := NULL; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER link_facts_are_kept BEFORE UPDATE OF made_person, link_holder_id, browser_hash, contact_email, link_hash
    ON public.appointments_appointment FOR EACH ROW EXECUTE FUNCTION public.keep_link_facts();

-- The address that a visit's mail goes to: its contact's, else its person's own login's.
CREATE FUNCTION public.visit_address(visit bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT lower(coalesce(nullif(a.contact_email, ''), u.email, ''))
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    LEFT JOIN public.identity_user u ON u.id = p.user_id WHERE a.id = visit
$$;

-- What a login may do for a person here as whose guardian it is or was; NULL for one that never was.
CREATE FUNCTION public.guardian_rights(organisation bigint, guardian uuid, person uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT array_remove(array_agg(DISTINCT r.held::text), NULL)
    FROM public.patients_guardianship g JOIN public.patients_patientperson p ON p.id = g.person_id
    JOIN public.identity_user u ON u.id = g.user_id
    LEFT JOIN LATERAL unnest(g.rights) r(held) ON u.is_active AND public.is_in_force(g, p.birth_date)
    WHERE g.user_id = guardian AND g.person_id = person AND g.organisation_id = organisation
$$;

-- How the clinic reached this visit's person before the visit came: their own login, the last contact that stood for
-- them, else a guardian who may fill in their forms; and their phone.
CREATE FUNCTION public.contact_on_record(visit bigint) RETURNS TABLE (email text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(u.email, earlier.email, guardian.email, '')::text, p.phone::text
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    LEFT JOIN public.identity_user u ON u.id = p.user_id
    LEFT JOIN LATERAL (
        SELECT lower(b.contact_email) AS email FROM public.appointments_appointment b
        LEFT JOIN public.identity_user c ON c.email = lower(b.contact_email)
        WHERE b.patient_person_id = a.patient_person_id AND b.organisation_id = a.organisation_id AND b.id < a.id
          AND b.contact_email <> '' AND b.deleted_at IS NULL
          AND (b.made_person AND b.booked_as_id = b.patient_person_id OR EXISTS (
               SELECT 1 FROM public.appointments_identityproof r WHERE r.appointment_id = b.id AND NOT r.by_browser
                 AND r.person_id = b.patient_person_id AND r.email = lower(b.contact_email)))
          AND coalesce('forms' = ANY (public.guardian_rights(a.organisation_id, c.id, a.patient_person_id)), true)
        ORDER BY b.id DESC LIMIT 1) earlier ON true
    LEFT JOIN LATERAL (
        SELECT c.email FROM public.patients_guardianship g JOIN public.identity_user c ON c.id = g.user_id
        WHERE g.person_id = p.id AND g.organisation_id = a.organisation_id AND c.is_active
          AND 'forms' = ANY (g.rights) AND public.is_in_force(g, p.birth_date)
        ORDER BY g.valid_from LIMIT 1) guardian ON true
    WHERE a.id = visit
$$;

-- What the holder of one of a visit's two links may do now. The mailed one's holder is the login that booked, else
-- whoever has the contact's address: the person themself, a guardian within their rights, or the booking's contact.
--   rights: book, forms, results, as for guardians; review alone lets a visit of theirs be rated.
--   sees_record: what the clinic knew of the person before. is_proven: by a code or at the desk, so that answers from
--   the record are shown too. may_prove: such a proof would open more.
CREATE FUNCTION public.link_standing(visit bigint, by_browser boolean,
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

-- Of the link that this transaction holds.
CREATE FUNCTION public.current_link_standing(
    OUT appointment_id bigint, OUT rights text[], OUT sees_record boolean, OUT is_proven boolean, OUT may_prove boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id, s.* FROM (SELECT * FROM public.appointments_appointment l
                           WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    CROSS JOIN LATERAL public.link_standing(a.id, public.current_link_is_browsers()) s
    WHERE a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
$$;
CREATE FUNCTION public.current_link_rights() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT coalesce((SELECT s.rights FROM public.current_link_standing() s), '{}') $$;
-- A link to a visit whose holder may do nothing any more. (A booking holds the link of the visit it is still making.)
CREATE FUNCTION public.current_link_is_barred() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.current_link_standing() s WHERE s.appointment_id IS NOT NULL AND s.rights = '{}')
$$;
-- The linked visit, for whoever may see what the clinic knew before it.
CREATE FUNCTION public.current_link_record_appointment_id() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.appointment_id FROM public.current_link_standing() s
    WHERE s.sees_record AND s.appointment_id = public.current_link_appointment_id()
$$;
-- The linked visit, for whoever may fill in its forms; with those that hold answers from the record, for whoever proved
-- who they are.
CREATE FUNCTION public.current_link_forms_appointment_id(with_answers boolean) RETURNS bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.appointment_id FROM public.current_link_standing() s
    WHERE 'forms' = ANY (s.rights) AND (s.is_proven OR NOT with_answers)
      AND s.appointment_id = public.current_link_appointment_id()
$$;

DO $$
DECLARE
    own text;
BEGIN
    FOREACH own IN ARRAY ARRAY['visit_address(bigint)', 'guardian_rights(bigint, uuid, uuid)',
        'contact_on_record(bigint)', 'link_standing(bigint, boolean)'] LOOP
        EXECUTE format('CALL public.belongs_to_lookup(%L, %L)', 'public.' || own, 'restartix_worker');
    END LOOP;
    FOREACH own IN ARRAY ARRAY['current_link_standing()', 'current_link_rights()', 'current_link_is_barred()',
        'current_link_record_appointment_id()', 'current_link_forms_appointment_id(boolean)'] LOOP
        EXECUTE format('CALL public.belongs_to_lookup(%L, %L)', 'public.' || own, 'restartix_app');
    END LOOP;
END $$;

-- What the look-up role owns is replaced as that role.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.current_link_appointment_id() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM (SELECT * FROM public.appointments_appointment l
                      WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    WHERE a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status <> 'done' AND a.ended_at > now() - interval '30 days'
      AND NOT public.current_link_is_barred()
$$;
CREATE OR REPLACE FUNCTION public.current_review_appointment_id() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT a.id FROM (SELECT * FROM public.appointments_appointment l
                      WHERE l.link_hash = public.current_link_hash() OFFSET 0) a
    WHERE a.organisation_id = public.current_organisation_id()
      AND a.deleted_at IS NULL AND a.status = 'done' AND a.ended_at > now() - interval '30 days'
      AND NOT EXISTS (SELECT 1 FROM public.reviews_review r
                      WHERE r.appointment_id = a.id AND r.given_at <= now() - interval '1 day')
      AND public.current_link_rights() && ARRAY['results', 'review']
$$;
-- By whom a patient's form is signed: the private link of somebody who may, a login with that right, or the patient at the
-- clinic.
CREATE OR REPLACE FUNCTION public.may_sign_for_patient(form public.forms_form) RETURNS boolean LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(form.appointment_id = public.current_link_forms_appointment_id(form.is_prefilled), false)
        OR coalesce(form.appointment_id = public.current_clinic_signing_visit_id(), false) OR EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = form.appointment_id AND a.patient_person_id IN (SELECT public.current_user_person_ids('forms')))
$$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;

-- A browser's link stands for the visit's own, and says that it is the browser's.
DROP FUNCTION public.enter_scope(text, text, text, text, text);
CREATE FUNCTION public.enter_scope(says_user text, says_nonce text, says_slug text, says_link text, says_client text)
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
CALL public.belongs_to_lookup('public.enter_scope(text, text, text, text, text)', 'restartix_app');

-- The policies that a link is asked by.
DROP POLICY link ON public.appointments_appointment;
CREATE POLICY link_makes ON public.appointments_appointment FOR INSERT TO restartix_app
    WITH CHECK (link_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id()));
CREATE POLICY link_sees ON public.appointments_appointment FOR SELECT TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id())
           AND NOT (SELECT public.current_link_is_barred()));
CREATE POLICY link_changes ON public.appointments_appointment FOR UPDATE TO restartix_app
    USING (link_hash = (SELECT public.current_link_hash()) AND organisation_id = (SELECT public.current_organisation_id())
           AND 'book' = ANY ((SELECT public.current_link_rights())::text[]));

DROP POLICY of_the_linked_visit ON public.patients_patientperson;
CREATE POLICY of_the_linked_visit ON public.patients_patientperson FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE (a.patient_person_id = patients_patientperson.id
                          AND a.id = (SELECT public.current_link_record_appointment_id()))
                      OR (a.booked_as_id = patients_patientperson.id AND a.booked_as_id <> a.patient_person_id
                          AND a.id = (SELECT public.current_link_appointment_id()))));
DROP POLICY of_the_linked_visit ON public.appointments_patientserviceplan;
CREATE POLICY of_the_linked_visit ON public.appointments_patientserviceplan FOR SELECT TO restartix_app
    USING (EXISTS (SELECT 1 FROM public.appointments_appointment a
                   WHERE a.patient_service_plan_id = appointments_patientserviceplan.id
                     AND a.id = (SELECT public.current_link_record_appointment_id())));

DROP POLICY link_reads ON public.forms_form;
CREATE POLICY link_reads ON public.forms_form FOR SELECT TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = CASE WHEN is_prefilled
        THEN (SELECT public.current_link_forms_appointment_id(true))
        ELSE (SELECT public.current_link_forms_appointment_id(false)) END);
DROP POLICY link_fills_in ON public.forms_form;
CREATE POLICY link_fills_in ON public.forms_form FOR UPDATE TO restartix_app
    USING (filled_by = 'patient' AND appointment_id = CASE WHEN is_prefilled
        THEN (SELECT public.current_link_forms_appointment_id(true))
        ELSE (SELECT public.current_link_forms_appointment_id(false)) END);

-- A code that went to the contact on record was typed back by whoever holds the current link: of that link it is proof.
CREATE FUNCTION public.current_link_record_contact() RETURNS TABLE (email text, phone text)
LANGUAGE sql STABLE SECURITY DEFINER ROWS 1 SET search_path = pg_catalog, pg_temp AS $$
    SELECT c.* FROM public.current_link_standing() s CROSS JOIN LATERAL public.contact_on_record(s.appointment_id) c
    WHERE s.may_prove
$$;
CALL public.belongs_to_lookup('public.current_link_record_contact()', 'restartix_app');
GRANT INSERT ON public.appointments_identityproof TO restartix_lookup;
CREATE POLICY code_proves ON public.appointments_identityproof FOR INSERT TO restartix_lookup WITH CHECK (how = 'code');
CREATE FUNCTION public.prove_by_code(about text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    visit bigint;
BEGIN
    SELECT s.appointment_id INTO visit FROM public.current_link_standing() s
    CROSS JOIN LATERAL public.contact_on_record(s.appointment_id) c
    WHERE s.may_prove AND EXISTS (
        SELECT 1 FROM public.identity_onetimecode o
        WHERE o.organisation_id = public.current_organisation_id() AND o.purpose = 'identity' AND o.subject = about
          AND o.used_at > now() - interval '1 minute'
          AND (o.email <> '' AND o.email = c.email OR o.phone <> '' AND o.phone = c.phone)
          AND about = format('visit:%s:%s', s.appointment_id,
                             CASE WHEN public.current_link_is_browsers() THEN 'browser' ELSE 'link' END));
    IF visit IS NULL THEN RETURN false; END IF;
    INSERT INTO public.appointments_identityproof
        (id, organisation_id, appointment_id, person_id, email, by_browser, login_id, how, note, stated_by_id, at)
    SELECT gen_random_uuid(), a.organisation_id, a.id, a.patient_person_id, '', public.current_link_is_browsers(), NULL,
           'code', '', NULL, now()
    FROM public.appointments_appointment a WHERE a.id = visit;
    RETURN true;
END $$;
CALL public.belongs_to_lookup('public.prove_by_code(text)', 'restartix_app');

-- What a proof is about is the database's to say: the record, its login and the link's address of this moment.
CREATE FUNCTION public.fill_identity_proof() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    SELECT a.organisation_id, a.patient_person_id, p.user_id INTO NEW.organisation_id, NEW.person_id, NEW.login_id
    FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.patient_person_id
    WHERE a.id = NEW.appointment_id;
    NEW.email := public.visit_address(NEW.appointment_id);
    NEW.at := now();
    RETURN NEW;
END $$;
CALL public.belongs_to_lookup('public.fill_identity_proof()', 'restartix_owner');
CREATE TRIGGER filled BEFORE INSERT ON public.appointments_identityproof
    FOR EACH ROW EXECUTE FUNCTION public.fill_identity_proof();

-- At the desk: whoever steers the visit says how they checked. It proves the mailed link, never somebody's browser.
GRANT SELECT, INSERT ON public.appointments_identityproof TO restartix_app;
CREATE POLICY staff_of_the_visit ON public.appointments_identityproof FOR SELECT TO restartix_app
    USING (organisation_id = ANY (ARRAY(SELECT public.current_member_organisation_ids())) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a WHERE a.id = appointments_identityproof.appointment_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));
CREATE POLICY staff_state ON public.appointments_identityproof FOR INSERT TO restartix_app
    WITH CHECK (how = 'desk' AND NOT by_browser AND stated_by_id = (SELECT public.current_user_id()) AND EXISTS (
        SELECT 1 FROM public.appointments_appointment a
        WHERE a.id = appointments_identityproof.appointment_id AND a.organisation_id = appointments_identityproof.organisation_id
          AND (a.specialist_id = ANY (ARRAY(SELECT public.current_specialist_ids()))
               OR a.organisation_id = ANY (ARRAY(SELECT public.current_admin_organisation_ids())))));
ALTER TABLE public.appointments_identityproof
    ADD CONSTRAINT desk_states_how CHECK (how <> 'desk' OR btrim(note) <> '' AND stated_by_id IS NOT NULL),
    ADD CONSTRAINT within_appointments_identityproof_appointment_id FOREIGN KEY (organisation_id, appointment_id)
        REFERENCES public.appointments_appointment (organisation_id, id) DEFERRABLE INITIALLY IMMEDIATE;

-- The same of the link that was mailed, for the staff who steer the visit.
CREATE FUNCTION public.mailed_link_standing(visit bigint,
    OUT rights text[], OUT sees_record boolean, OUT is_proven boolean, OUT may_prove boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT s.* FROM public.appointments_appointment a CROSS JOIN LATERAL public.link_standing(a.id, false) s
    WHERE a.id = visit AND (a.organisation_id IN (SELECT public.current_admin_organisation_ids())
        OR a.organisation_id = public.current_organisation_id()
           AND a.specialist_id IN (SELECT public.current_specialist_ids()))
$$;
CALL public.belongs_to_lookup('public.mailed_link_standing(bigint)', 'restartix_app');
