-- A private link sees that a number was confirmed in its own visit, and nothing of what was confirmed before.
CREATE POLICY of_the_linked_visit ON public.patients_confirmedphone FOR SELECT TO restartix_app
    USING (appointment_id = (SELECT public.current_link_appointment_id()));

-- The number that was typed for a visit, for those whose visit it is; the row may hold more than they may see.
CREATE FUNCTION public.booked_phone(visit bigint) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT p.phone FROM public.appointments_appointment a JOIN public.patients_patientperson p ON p.id = a.booked_as_id
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id()
      AND (a.id = public.current_link_appointment_id()
           OR a.patient_person_id IN (SELECT public.current_user_patient_person_ids()))
$$;
CALL public.belongs_to_lookup('public.booked_phone(bigint)', 'restartix_app');

-- Whoever booked puts their number right, while the visit is ahead. What they typed changes, never an older record: by
-- a link not even a record of their own, once it has a login.
CREATE FUNCTION public.correct_booked_phone(visit bigint, said text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    typed uuid;
BEGIN
    SELECT a.booked_as_id INTO typed FROM public.appointments_appointment a
    JOIN public.patients_patientperson p ON p.id = a.booked_as_id
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
      AND a.status IN ('booked', 'upcoming', 'confirmed')
      AND (p.user_id IS NULL OR p.user_id = public.current_user_id())
      AND (a.id = public.current_link_appointment_id()
           OR a.patient_person_id IN (SELECT public.current_user_patient_person_ids()));
    IF typed IS NULL THEN RETURN false; END IF;
    UPDATE public.patients_patientperson SET phone = said WHERE id = typed;
    RETURN true;
END $$;
CALL public.belongs_to_lookup('public.correct_booked_phone(bigint, text)', 'restartix_app');

-- Until the clinic has taken the booking on, mail about it goes where whoever booked says, with another link. A function,
-- because a link may not make a row that it doesn't open itself.
CALL public.show_to_lookup('public.appointments_service');
CALL public.show_to_lookup('public.appointments_product');
GRANT UPDATE (contact_email, link_nonce, link_hash) ON public.appointments_appointment TO restartix_lookup;
CREATE POLICY mail_is_moved ON public.appointments_appointment FOR UPDATE TO restartix_lookup USING (true);
CREATE FUNCTION public.move_mail(visit bigint, address text, nonce text, hash text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.appointments_appointment a SET contact_email = address, link_nonce = nonce, link_hash = hash
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.status = 'booked'
      AND a.deleted_at IS NULL AND (a.id = public.current_link_appointment_id()
           OR a.patient_person_id IN (SELECT public.current_user_patient_person_ids()));
    RETURN FOUND;
END $$;
CALL public.belongs_to_lookup('public.move_mail(bigint, text, text, text)', 'restartix_app');

-- Confirmed by the code that was sent there, on the patient's side; or at the desk, by staff who steer the visit.
CREATE FUNCTION public.confirm_phone(visit bigint, said text, by_what text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    person uuid;
BEGIN
    SELECT a.patient_person_id INTO person FROM public.appointments_appointment a
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
      AND CASE by_what
          WHEN 'code' THEN a.onboarded_at IS NOT NULL AND (a.id = public.current_link_appointment_id()
              OR a.patient_person_id IN (SELECT public.current_user_patient_person_ids()))
          WHEN 'desk' THEN a.organisation_id IN (SELECT public.current_admin_organisation_ids())
              OR a.specialist_id IN (SELECT public.current_specialist_ids())
          ELSE false END;
    IF person IS NULL OR said = '' THEN RETURN false; END IF;
    INSERT INTO public.patients_confirmedphone
        (id, organisation_id, person_id, appointment_id, phone, how, confirmed_at, confirmed_by_id)
    VALUES (gen_random_uuid(), public.current_organisation_id(), person, visit, said, by_what, now(), public.current_user_id());
    RETURN true;
END $$;
CALL public.belongs_to_lookup('public.confirm_phone(bigint, text, text)', 'restartix_app');

-- Staff put what a form proposes on record, or dismiss it. Another clinic's person, and a profile that isn't shared, are
-- not theirs to change. A new number counts for the visits ahead too.
CREATE FUNCTION public.decide_contact_proposal(proposal uuid, accepts boolean) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    told public.patients_contactproposal;
    is_ours boolean;
    is_shared boolean;
BEGIN
    SELECT * INTO told FROM public.patients_contactproposal c
    WHERE c.id = proposal AND c.outcome = '' AND c.organisation_id = public.current_organisation_id()
      AND (c.organisation_id IN (SELECT public.current_admin_organisation_ids())
           OR EXISTS (SELECT 1 FROM public.appointments_appointment a WHERE a.id = c.appointment_id
                      AND a.specialist_id IN (SELECT public.current_specialist_ids())))
    FOR UPDATE;
    IF told.id IS NULL THEN RETURN false; END IF;
    IF accepts THEN
        SELECT p.made_by_id = told.organisation_id INTO is_ours
        FROM public.patients_patientperson p WHERE p.id = told.person_id;
        is_shared := EXISTS (SELECT 1 FROM public.patients_patient l WHERE l.person_id = told.person_id
                             AND l.organisation_id = told.organisation_id AND l.is_shared);
        PERFORM set_config('app.visit_id', told.appointment_id::text, true);
        IF told.attribute = 'phone' AND is_ours THEN
            UPDATE public.patients_patientperson SET phone = told.value
            WHERE id = told.person_id OR id IN (
                SELECT a.booked_as_id FROM public.appointments_appointment a
                WHERE a.patient_person_id = told.person_id AND a.organisation_id = told.organisation_id
                  AND a.status IN ('booked', 'upcoming', 'confirmed', 'inprogress'));
        ELSIF told.attribute IN ('emergency_contact', 'emergency_phone') AND is_shared THEN
            UPDATE public.patients_patientprofile SET
                emergency_contact = CASE told.attribute WHEN 'emergency_contact' THEN told.value ELSE emergency_contact END,
                emergency_phone = CASE told.attribute WHEN 'emergency_phone' THEN told.value ELSE emergency_phone END,
                updated_at = now()
            WHERE person_id = told.person_id;
        ELSE
            PERFORM set_config('app.visit_id', '', true);
            RETURN false;
        END IF;
        PERFORM set_config('app.visit_id', '', true);
    END IF;
    UPDATE public.patients_contactproposal
    SET outcome = CASE WHEN accepts THEN 'accepted' ELSE 'dismissed' END, decided_at = now(),
        decided_by_id = public.current_user_id()
    WHERE id = told.id;
    RETURN true;
END $$;
CALL public.belongs_to_lookup('public.decide_contact_proposal(uuid, boolean)', 'restartix_app');

CREATE OR REPLACE FUNCTION public.judge_move() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_admin boolean;
    is_staff boolean;
    planned boolean;
    patients_own text[] := ARRAY['status', 'cancelled_late', 'sequence'];
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    is_admin := NEW.organisation_id IN (SELECT public.current_admin_organisation_ids());
    is_staff := is_admin OR NEW.specialist_id IN (SELECT public.current_specialist_ids());
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'booked' AND NOT (NEW.status = 'upcoming' AND is_staff) THEN
            RAISE EXCEPTION 'a visit begins as booked' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
        END IF;
        RETURN NEW;
    END IF;
    planned := (NEW.started_at, NEW.ended_at, NEW.specialist_id) IS DISTINCT FROM
               (OLD.started_at, OLD.ended_at, OLD.specialist_id);
    IF NEW.status <> OLD.status AND NOT EXISTS (
        SELECT 1 FROM public.appointment_moves() m
        WHERE m.source = OLD.status AND m.target = NEW.status AND (m.by_patient OR is_staff)) THEN
        RAISE EXCEPTION 'no such move' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
    END IF;
    -- A visit that was taken on doesn't wait to be taken on again; one that wasn't does.
    IF OLD.status IN ('cancelled', 'noshow')
        AND (NEW.status = 'booked' AND OLD.onboarded_at IS NOT NULL OR NEW.status = 'upcoming' AND OLD.onboarded_at IS NULL) THEN
        RAISE EXCEPTION 'not where it was' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_move';
    END IF;
    -- Only a visit ahead has a plan to change; one that was confirmed and is moved has to be confirmed again.
    IF planned AND (OLD.status NOT IN ('booked', 'upcoming', 'confirmed') OR NEW.status NOT IN ('booked', 'upcoming'))
        OR NOT planned AND OLD.status = 'confirmed' AND NEW.status = 'upcoming' THEN
        RAISE EXCEPTION 'no such plan' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    IF NEW.deleted_at IS DISTINCT FROM OLD.deleted_at AND NOT is_admin THEN
        RAISE EXCEPTION 'an admin removes and restores' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    IF is_staff THEN RETURN NEW; END IF;
    IF planned AND NEW.started_at > now() AND NEW.ended_at - NEW.started_at = OLD.ended_at - OLD.started_at THEN
        patients_own := patients_own || ARRAY['started_at', 'ended_at', 'specialist_id', 'buffer_before', 'buffer_after'];
    END IF;
    IF NEW.patient_person_id IN (SELECT public.current_user_patient_person_ids()) THEN
        patients_own := patients_own || ARRAY['link_nonce', 'link_hash'];
    END IF;
    -- Until the clinic has taken the booking on, mail about it goes where whoever booked says, with another link.
    IF OLD.status = 'booked' AND NEW.status = 'booked' AND NEW.contact_email <> OLD.contact_email
        AND NEW.link_hash <> OLD.link_hash THEN
        patients_own := patients_own || ARRAY['contact_email', 'link_nonce', 'link_hash'];
    END IF;
    IF to_jsonb(NEW) - patients_own <> to_jsonb(OLD) - patients_own THEN
        RAISE EXCEPTION 'not the patient''s to change' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;
