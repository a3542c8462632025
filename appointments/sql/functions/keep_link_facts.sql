-- Whether a booking made its person is settled when it comes. Another contact gets another link, and with a new link
-- the booking browser's own ends, unless it was that browser that asked. Whoever is signed in and puts the address of their
-- own booking right stays who booked. And a visit that is put right to be somebody else's has not made their record.
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
