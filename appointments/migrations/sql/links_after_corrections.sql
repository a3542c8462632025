-- Whoever is signed in and puts the address of their own booking right stays who booked. And a visit that is put right to
-- be somebody else's has not made their record.
CREATE OR REPLACE FUNCTION public.keep_link_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_owner' THEN RETURN NEW; END IF;
    IF NEW.made_person <> OLD.made_person
        OR NEW.link_holder_id IS NOT NULL AND NEW.link_holder_id IS DISTINCT FROM OLD.link_holder_id
        OR NEW.browser_hash IS NOT NULL AND NEW.browser_hash IS DISTINCT FROM OLD.browser_hash THEN
        RAISE EXCEPTION 'who holds the link was settled' USING ERRCODE = 'check_violation', CONSTRAINT = 'legal_change';
    END IF;
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
    IF NEW.link_hash <> OLD.link_hash AND NOT public.current_link_is_browsers() THEN NEW.browser_hash := NULL; END IF;
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
CREATE OR REPLACE FUNCTION public.move_mail(visit bigint, address text, nonce text, hash text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.appointments_appointment a SET contact_email = address, link_nonce = nonce, link_hash = hash
    WHERE a.id = visit AND a.organisation_id = public.current_organisation_id() AND a.status = 'booked'
      AND a.deleted_at IS NULL
      AND (a.id = public.current_link_appointment_id() AND 'book' = ANY (public.current_link_rights())
           OR a.patient_person_id IN (SELECT public.current_user_person_ids('book')));
    RETURN FOUND;
END $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM restartix_lookup;
