-- Whoever booked and puts their address right keeps the visit open in their browser, by a link of the browser's own: a new
-- mailed one would prove that they read what is mailed. Signed in, they stay who booked.
CREATE OR REPLACE FUNCTION public.keep_link_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    IF NEW.made_person <> OLD.made_person
        OR NEW.link_holder_id IS NOT NULL AND NEW.link_holder_id IS DISTINCT FROM OLD.link_holder_id
        OR NEW.browser_hash IS NOT NULL AND NEW.browser_hash IS DISTINCT FROM OLD.browser_hash
           AND (NEW.link_hash = OLD.link_hash OR NEW.status <> 'booked') THEN
        RAISE EXCEPTION 'who holds the link was settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    -- Put right to be somebody else's, a visit has not made their record, whoever was typed.
    IF NEW.patient_person_id <> OLD.patient_person_id AND NEW.booked_as_id <> OLD.booked_as_id THEN
        NEW.made_person := false;
    END IF;
    IF lower(NEW.contact_email) <> lower(OLD.contact_email) THEN
        IF OLD.contact_email <> '' AND NEW.link_hash = OLD.link_hash THEN
            RAISE EXCEPTION 'another contact gets another link'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'link_follows_contact';
        END IF;
        NEW.link_holder_id := CASE WHEN OLD.link_holder_id = public.current_user_id() THEN OLD.link_holder_id END;
    END IF;
    IF NEW.link_hash <> OLD.link_hash AND NEW.browser_hash = OLD.browser_hash THEN NEW.browser_hash := NULL; END IF;
    RETURN NEW;
END $$;

-- Both want the right to book.
GRANT CREATE ON SCHEMA public TO restartix_lookup;
SET LOCAL ROLE restartix_lookup;
CREATE OR REPLACE FUNCTION public.correct_booked_phone(visit bigint, said text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    typed uuid;
BEGIN
    SELECT a.booked_as_id INTO typed FROM public.appointments_appointment a
    JOIN public.patients_patientperson p ON p.id = a.booked_as_id
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.deleted_at IS NULL
      AND a.status IN ('booked', 'upcoming', 'confirmed')
      AND (p.user_id IS NULL OR p.user_id = public.current_user_id())
      AND (a.id = public.current_link_appointment_id() AND 'book' = ANY (public.current_link_rights())
           OR a.patient_person_id IN (SELECT public.current_user_person_ids('book')));
    IF typed IS NULL THEN RETURN false; END IF;
    UPDATE public.patients_patientperson SET phone = said WHERE id = typed;
    RETURN true;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
DROP FUNCTION public.move_mail(bigint, text, text, text);
CREATE FUNCTION public.move_mail(visit bigint, address text, nonce text, hash text, browser text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.appointments_appointment a SET contact_email = address, link_nonce = nonce, link_hash = hash,
        browser_hash = nullif(browser, '')
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.status = 'booked'
      AND a.deleted_at IS NULL
      AND (a.id = public.current_link_appointment_id() AND 'book' = ANY (public.current_link_rights())
           OR a.patient_person_id IN (SELECT public.current_user_person_ids('book')));
    RETURN FOUND;
END $$;
CALL public.belongs_to_lookup('public.move_mail(bigint, text, text, text, text)', 'restartix_app');
GRANT UPDATE (browser_hash) ON public.appointments_appointment TO restartix_lookup;

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
        patients_own := patients_own || ARRAY['contact_email', 'link_nonce', 'link_hash', 'browser_hash'];
    END IF;
    IF to_jsonb(NEW) - patients_own <> to_jsonb(OLD) - patients_own THEN
        RAISE EXCEPTION 'not the patient''s to change' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
    RETURN NEW;
END $$;
