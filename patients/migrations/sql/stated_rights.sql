-- Over a record that was there before, a new guardian may book. More is granted by the person's own login, or by an
-- admin who states how they checked who it is.
CREATE FUNCTION public.made_with_contact(organisation bigint, person uuid, contact uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.appointments_appointment a JOIN public.identity_user u ON u.id = contact
                   WHERE a.organisation_id = organisation AND a.patient_person_id = person AND a.made_person
                     AND a.booked_as_id = a.patient_person_id AND lower(a.contact_email) = u.email)
$$;
CALL public.belongs_to_lookup('public.made_with_contact(bigint, uuid, uuid)', 'restartix_worker');
CREATE FUNCTION public.is_own_login_of(person uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM public.patients_patientperson p WHERE p.id = person AND p.user_id = public.current_user_id())
$$;
CALL public.belongs_to_lookup('public.is_own_login_of(uuid)', 'restartix_app');

CREATE FUNCTION public.judge_guardianship() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    had text[] := CASE WHEN TG_OP = 'INSERT' OR OLD.person_id <> NEW.person_id OR OLD.user_id <> NEW.user_id
                       THEN ARRAY['book'] ELSE OLD.rights::text[] END;
    is_widened boolean := NOT NEW.rights::text[] <@ had
        OR TG_OP = 'UPDATE' AND OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS NULL;
BEGIN
    IF current_user = 'restartix_app' THEN
        IF NEW.organisation_id IN (SELECT public.current_admin_organisation_ids()) THEN
            IF NOT is_widened OR btrim(NEW.identity_check) <> '' THEN RETURN NEW; END IF;
        ELSIF TG_OP = 'UPDATE' AND public.is_own_login_of(OLD.person_id) AND to_jsonb(NEW) - ARRAY['rights', 'revoked_at']
            = to_jsonb(OLD) - ARRAY['rights', 'revoked_at'] AND (OLD.revoked_at IS NULL OR NEW.revoked_at IS NOT NULL) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'more than booking is granted with a stated check'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_are_stated';
    ELSIF current_user = 'restartix_worker' THEN
        IF NOT is_widened OR public.made_with_contact(NEW.organisation_id, NEW.person_id, NEW.user_id) OR EXISTS (
            SELECT 1 FROM public.patients_logininvitation i
            WHERE i.id = NEW.id AND i.person_id = NEW.person_id AND NEW.rights <@ i.rights AND btrim(i.identity_check) <> '') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'more than booking is granted with a stated check'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_are_stated';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rights_are_stated BEFORE INSERT OR UPDATE ON public.patients_guardianship
    FOR EACH ROW EXECUTE FUNCTION public.judge_guardianship();

-- The person's own login gives and takes, of whoever acts for them.
CREATE POLICY person_grants ON public.patients_guardianship FOR UPDATE TO restartix_app
    USING (organisation_id = (SELECT public.current_organisation_id()) AND revoked_at IS NULL
           AND public.is_own_login_of(person_id))
    WITH CHECK (organisation_id = (SELECT public.current_organisation_id()) AND public.is_own_login_of(person_id));

-- Whom an admin names for more than booking, or as the person themself, they have checked.
CREATE FUNCTION public.judge_invitation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = 'restartix_app' AND btrim(NEW.identity_check) = ''
        AND (NEW.rights = '{}' OR NOT NEW.rights::text[] <@ ARRAY['book']) THEN
        RAISE EXCEPTION 'more than booking is granted with a stated check'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'rights_are_stated';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER rights_are_stated BEFORE INSERT ON public.patients_logininvitation
    FOR EACH ROW EXECUTE FUNCTION public.judge_invitation();
